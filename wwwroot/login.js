// A page reached from another site arrives without the session cookie (SameSite=Strict). Asked again from here, the browser sends it.
const answer = await fetch("/login/session", { cache: "no-store" });
if (answer.ok && (await answer.json()).signedIn) {
  const note = document.querySelector("[data-signed-in]");
  note.hidden = false;
  location.replace(note.querySelector("a").href);
}

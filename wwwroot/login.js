// A page reached from another site arrives without the session cookie (SameSite=Strict). Asked again from here, the browser sends it.
const answer = await fetch("/api/v1/session", { headers: { accept: "application/json" } });
if (answer.ok) {
  const note = document.querySelector("[data-signed-in]");
  note.hidden = false;
  location.replace(note.querySelector("a").href);
}

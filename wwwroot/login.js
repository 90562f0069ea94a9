// A page reached from another site arrives without the session cookie (SameSite=Strict). Asked again from here, the browser sends it,
// and the server sends whoever is signed in on from the sign-in page.
const answer = await fetch("/login", { redirect: "manual" });
if (answer.type === "opaqueredirect") {
  const note = document.querySelector("[data-signed-in]");
  note.hidden = false;
  location.replace(note.querySelector("a").href);
}

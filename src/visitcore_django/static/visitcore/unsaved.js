/* Asks before a button beside the form throws away what was typed into the form. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-unsaved]");
  const main = document.querySelector("#content-main > form");
  if (!box || !main) {
    return;
  }
  let typed = false;
  const note = () => {
    typed = true;
  };
  main.addEventListener("input", note);
  main.addEventListener("change", note);
  box.addEventListener("submit", (event) => {
    if (typed && !window.confirm(box.dataset.unsaved)) {
      event.preventDefault();
    }
  });
});

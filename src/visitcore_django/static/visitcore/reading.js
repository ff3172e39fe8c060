/* Says on the button that the file is being read, from the click until the answer is there. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-reading]");
  if (!form) {
    return;
  }
  const button = form.querySelector("[type=submit]");
  const said = button.value;
  form.addEventListener("submit", () => {
    button.value = form.dataset.reading;
  });
  window.addEventListener("pageshow", () => {
    button.value = said;
  });
});

/* Shows a field only in the case in which it is asked for.  Without a script every field stands there; what holds something stays. */
"use strict";
(function () {
  function start() {
    const fields = Array.from(document.querySelectorAll("[data-visitcore-where]"));
    if (!fields.length) { return; }
    const form = fields[0].form;

    function says(name) {
      const field = name && form.elements[name];
      return field ? field.value : "";
    }

    function show() {
      fields.forEach(function (field) {
        const row = field.closest(".form-row") || field.parentElement;
        const asked = JSON.parse(field.dataset.visitcoreWhere).every(function (one) { return one[1].includes(says(one[0])); });
        row.hidden = !asked && !field.value && !row.querySelector(".errorlist, .errors");
      });
    }

    form.addEventListener("change", show);
    show();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

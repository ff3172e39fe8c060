/* Gives every value of a list the heading of its column, which a phone shows beside it; a theme that does so itself is left alone. */
"use strict";
(function () {
  function start() {
    const list = document.getElementById("result_list");
    if (!list || list.querySelector("[data-label]")) { return; }
    list.classList.add("visitcore-cards");
    const heads = Array.from(list.querySelectorAll("thead th"), function (head) {
      const text = head.querySelector(".text");
      return text ? text.textContent.trim() : "";
    });
    list.querySelectorAll("tbody tr").forEach(function (row) {
      Array.from(row.cells).forEach(function (cell, at) {
        if (cell.tagName === "TD" && heads[at] && !cell.classList.contains("action-checkbox")) { cell.dataset.label = heads[at]; }
      });
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

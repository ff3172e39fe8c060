/* Gives every value of a list, and of a table below a form, the heading of its column, which a phone shows beside it; a theme that does so itself is left alone. */
"use strict";
(function () {
  function label(table, row, named) {
    table.classList.add("visitcore-cards");
    const heads = Array.from(table.querySelectorAll("thead th"), named);
    table.querySelectorAll("tbody tr").forEach(function (line) {
      let at = 0;
      Array.from(line.cells).forEach(function (cell) {
        if (row(cell) && heads[at]) { cell.dataset.label = heads[at]; }
        at += cell.colSpan;
      });
    });
  }

  function start() {
    const list = document.getElementById("result_list");
    if (list && !list.querySelector("[data-label]")) {
      label(list, function (cell) {
        return cell.tagName === "TD" && !cell.classList.contains("action-checkbox");
      }, function (head) {
        const text = head.querySelector(".text");
        return text ? text.textContent.trim() : "";
      });
    }
    document.querySelectorAll(".visitcore-panel table").forEach(function (table) {
      if (!table.tHead || table.matches(".visitcore-changes, .visitcore-values") || table.querySelector("[data-label], input, select")) { return; }
      label(table, function (cell) { return cell.cellIndex > 0 && cell.colSpan === 1; }, function (head) { return head.textContent.trim(); });
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

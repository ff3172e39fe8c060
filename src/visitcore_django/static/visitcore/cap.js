/* Shows what the rules say of a meal while its form is filled in.  Nothing is worked out here: the words come from the server. */
"use strict";
(function () {
  const pause = 350;

  function element(name, text, style) {
    const made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (style) { made.className = style; }
    return made;
  }

  function show(place, told, why) {
    const box = element("div", "", "visitcore-why visitcore-" + told.verdict);
    box.append(element("p", told.headline, "visitcore-cap-headline"));
    if (told.breaches.length) {
      const list = element("ul");
      told.breaches.forEach(function (one) { list.append(element("li", one)); });
      box.append(list);
    }
    const figures = element("dl");
    told.lines.forEach(function (line) {
      const row = element("div");
      row.append(element("dt", line[0]), element("dd", line[1]));
      figures.append(row);
    });
    box.append(figures);
    told.notes.forEach(function (one) { box.append(element("p", one, "visitcore-cap-note")); });
    const parts = [box];
    if (told.why) {
      const details = element("details");
      const before = place.querySelector("details");
      details.open = Boolean(before && before.open);
      details.append(element("summary", why), element("pre", told.why, "visitcore-why"));
      parts.push(details);
    }
    place.replaceChildren.apply(place, parts);
  }

  function start() {
    const section = document.getElementById("visitcore-cap");
    const form = section && section.closest("form");
    if (!form) { return; }
    const place = section.querySelector(".visitcore-cap-told");
    const names = section.dataset.fields.split(" ");
    let waits = 0;
    let asking = null;
    let last = null;

    function typed() {
      const query = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if (names.includes(name)) { query.append(name, value); }
      });
      return query.toString();
    }

    function ask() {
      const query = typed();
      if (query === last) { return; }
      last = query;
      if (asking) { asking.abort(); }
      asking = new AbortController();
      fetch(section.dataset.url + "?" + query, { signal: asking.signal, headers: { Accept: "application/json" } })
        .then(function (answer) {
          if (!answer.ok) { throw new Error(answer.status); }
          return answer.json();
        })
        .then(function (told) { show(place, told, section.dataset.why); })
        .catch(function (error) {
          if (error.name === "AbortError") { return; }
          last = null;
          place.replaceChildren(element("p", section.dataset.failed, "visitcore-cap-note"));
        });
    }

    function later() {
      window.clearTimeout(waits);
      waits = window.setTimeout(ask, pause);
    }

    last = typed();
    ["input", "change", "focusin"].forEach(function (event) { form.addEventListener(event, later); });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

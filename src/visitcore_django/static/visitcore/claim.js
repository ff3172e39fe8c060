/* Begins a claim with the figures of the meal that was picked, as the server gives them; what is typed already stays. */
"use strict";
(function () {
  function start() {
    const meal = document.getElementById("id_meal");
    const bill = document.getElementById("id_bill");
    const jQuery = window.django && window.django.jQuery;
    if (!meal || !bill || !jQuery) { return; }
    jQuery(meal).on("change", function () {
      if (meal.value && !bill.value) { window.location.search = "?meal=" + encodeURIComponent(meal.value); }
    });
  }

  document.addEventListener("DOMContentLoaded", start);
})();

/* 没有它，页面一样能看、能填、能交；有它，少按错一次、少丢一行。 */
(function () {
  "use strict";
  var dirty = false;
  document.addEventListener("input", function (event) {
    if (event.target.form && event.target.form.method === "post") dirty = true;
  });
  document.addEventListener("submit", function (event) {
    dirty = false;
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) return event.preventDefault();  // 连按两次只交一次
    event.target.dataset.sent = "1";
    var wait = event.target.querySelector("[data-wait]");
    if (wait) wait.hidden = false;
  });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) event.preventDefault();
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    var errors = document.querySelector(".errs");
    if (errors) errors.focus();
  });
})();

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
    if (wait) watch(wait, event.target.elements._key.value);
  });
  function watch(wait, key) {  // 大表逐行受理时,看得到办到第几行
    var bar = wait.querySelector("progress");
    wait.hidden = false;
    setInterval(function () {
      fetch(wait.dataset.wait + "?key=" + key).then(function (answer) { return answer.json(); }).then(function (told) {
        if (told.total) { bar.max = told.total; bar.value = told.done; }
      });
    }, 500);
  }
  document.addEventListener("change", function (event) {  // 与建议不同，就在这一行下面写理由
    var prefix = event.target.dataset.why, template = document.getElementById("why");
    if (!prefix || !template || document.getElementById(prefix + ".reason")) return;
    if (!event.target.value || event.target.value === "left_out") return;
    var row = event.target.closest("tr"), under = row.parentNode.insertRow(row.sectionRowIndex + 1);
    under.className = row.className = "chg";
    under.setAttribute("role", "row");
    var cell = under.insertCell();
    cell.colSpan = row.cells.length;
    cell.setAttribute("role", "cell");
    cell.appendChild(template.content.cloneNode(true));
    cell.querySelectorAll("[id], [for], [name]").forEach(function (part) {
      ["id", "for", "name"].forEach(function (name) {
        if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace("%", prefix));
      });
    });
    document.getElementById(prefix + ".done_on").value = event.target.dataset.done;
  });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    if (event.target.matches("[data-print]")) window.print();
  });
  document.querySelectorAll("[data-print]").forEach(function (button) { button.hidden = false; });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    var errors = document.querySelector(".errs");
    if (errors) errors.focus();
  });
})();

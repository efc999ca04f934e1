(function () {
"use strict";
// Keys that press what a page marks with data-press, and a look now and then whether somebody else decided meanwhile.
// Every page can be used without this script.
var EVERY = 5000;

function typing(node) {
  return node instanceof HTMLInputElement && node.type !== "radio" && node.type !== "checkbox" && node.type !== "submit"
    || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement;
}
function press(node) {
  if (node.tagName === "DETAILS") { node.open = !node.open; node.querySelector("summary").focus(); return; }
  if (node.type === "radio") { node.checked = true; }
  node.focus();
  if (node.tagName === "A" || node.type === "submit") { node.click(); }
}
document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) { return; }
  if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
  if (typing(document.activeElement)) { return; }
  var wanted = Array.prototype.find.call(document.querySelectorAll("[data-press]"), function (node) {
    return node.getAttribute("data-press") === event.key && !node.disabled;
  });
  if (wanted) { event.preventDefault(); press(wanted); }
});

var watch = document.querySelector("[data-watch]");
function look() {
  if (document.hidden) { return; }
  fetch(watch.getAttribute("data-watch"), { credentials: "same-origin", redirect: "error" }).then(function (reply) {
    return reply.ok ? reply.json() : null;
  }).then(function (news) {
    if (!news || news.head === watch.getAttribute("data-head")) { return; }
    watch.querySelector("[data-news]").textContent = news.sentence;
    watch.hidden = false;
    window.clearInterval(timer);
  }).catch(function () { return null; });
}
var timer = watch ? window.setInterval(look, EVERY) : null;
}());

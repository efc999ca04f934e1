(function () {
"use strict";
// Sorting, filtering and search for tables marked with data-list. Without this script every table is there in full;
// with it, the controls are made here. Texts are compared and set as text only, never as markup.
var words = JSON.parse(document.currentScript.getAttribute("data-words"));
var LEAST_ROWS = 6;
var MOST_CHOICES = 40;

function made(tag, attributes, text) {
  var node = document.createElement(tag);
  Object.keys(attributes).forEach(function (name) { node.setAttribute(name, attributes[name]); });
  if (text !== undefined) { node.textContent = text; }
  return node;
}
function folded(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
function said(cell) {
  return cell ? cell.textContent.replace(/\s+/g, " ").trim() : "";
}
function key(cell) {
  return cell && cell.hasAttribute("data-key") ? cell.getAttribute("data-key") : said(cell);
}
function choice(cell) {
  return cell && cell.hasAttribute("data-value") ? cell.getAttribute("data-value") : said(cell);
}
function compared(a, b, kind) {
  if (kind === "number") {
    var x = parseFloat(a), y = parseFloat(b);
    if (isNaN(x) || isNaN(y)) { return (isNaN(x) ? 1 : 0) - (isNaN(y) ? 1 : 0); }
    return x - y;
  }
  if (a === "" || b === "") { return (a === "" ? 1 : 0) - (b === "" ? 1 : 0); }
  return a.localeCompare(b, document.documentElement.lang, { numeric: true });
}

function List(table, number) {
  this.table = table;
  this.body = table.tBodies[0];
  this.heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  this.rows = Array.prototype.slice.call(this.body.rows).map(function (row, place) {
    return { row: row, place: place, text: folded(row.textContent), cells: row.cells };
  });
  this.filters = [];
  this.number = number;
  this.sorted = null;
}
List.prototype.start = function () {
  var list = this;
  var bar = made("div", { "class": "tools", role: "search", "aria-label": words.tools + ": " + said(this.table.caption) });
  bar.appendChild(this.search());
  this.heads.forEach(function (head, column) {
    if (head.hasAttribute("data-filter")) { list.filter(head, column, bar); }
    if (head.hasAttribute("data-sort")) { list.button(head, column); }
  });
  bar.appendChild(this.order());
  var clear = made("button", { type: "button", "class": "clear" }, words.clear);
  clear.addEventListener("click", function () { list.reset(); });
  bar.appendChild(clear);
  this.told = made("p", { "class": "told", role: "status" });
  bar.appendChild(this.told);
  var before = this.table.closest(".scroll") || this.table;
  before.parentNode.insertBefore(bar, before);
  this.apply();
};
List.prototype.labelled = function (name, text, control) {
  var id = "tool-" + this.number + "-" + name;
  control.id = id;
  var wrap = made("span", { "class": "tool" });
  wrap.appendChild(made("label", { "for": id }, text));
  wrap.appendChild(control);
  return wrap;
};
List.prototype.search = function () {
  var list = this;
  this.input = made("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  this.input.addEventListener("input", function () { list.apply(); });
  return this.labelled("search", words.search, this.input);
};
List.prototype.filter = function (head, column, bar) {
  var list = this;
  var found = {};
  this.rows.forEach(function (one) { var value = choice(one.cells[column]); found[value] = (found[value] || 0) + 1; });
  var values = Object.keys(found).sort(function (a, b) { return compared(a, b, "text"); });
  if (values.length < 2 || values.length > MOST_CHOICES) { return; }
  var select = made("select", {});
  select.appendChild(made("option", { value: "" }, words.all));
  values.forEach(function (value, place) {
    var option = made("option", { value: String(place + 1) }, (value || words.empty) + " (" + found[value] + ")");
    select.appendChild(option);
  });
  select.addEventListener("change", function () { list.apply(); });
  this.filters.push({ column: column, select: select, values: values });
  bar.appendChild(this.labelled("filter-" + column, said(head), select));
};
List.prototype.button = function (head, column) {
  var list = this;
  var button = made("button", { type: "button", "class": "sort", "aria-label": words.sort + ": " + said(head) });
  button.addEventListener("click", function () {
    list.sort(column, list.sorted && list.sorted.column === column && !list.sorted.down);
    list.choose();
  });
  head.appendChild(button);
};
// On a phone the heads of the table are hidden, so the order is chosen from a list; the style shows one of the two.
List.prototype.order = function () {
  var list = this;
  this.chosen = made("select", {});
  this.chosen.appendChild(made("option", { value: "" }, words.given));
  this.heads.forEach(function (head, column) {
    if (!head.hasAttribute("data-sort")) { return; }
    [["up", words.up], ["down", words.down]].forEach(function (way) {
      list.chosen.appendChild(made("option", { value: column + " " + way[0] }, said(head) + ", " + way[1]));
    });
  });
  this.chosen.addEventListener("change", function () {
    var parts = list.chosen.value.split(" ");
    list.sort(list.chosen.value === "" ? null : Number(parts[0]), parts[1] === "down");
  });
  var wrap = this.labelled("order", words.sort, this.chosen);
  wrap.classList.add("order");
  return wrap;
};
List.prototype.choose = function () {
  this.chosen.value = this.sorted === null ? "" : this.sorted.column + (this.sorted.down ? " down" : " up");
};
List.prototype.sort = function (column, down) {
  var list = this;
  this.sorted = column === null ? null : { column: column, down: down };
  this.heads.forEach(function (head, place) {
    if (place === column) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); }
    else { head.removeAttribute("aria-sort"); }
  });
  var kind = column === null ? "" : this.heads[column].getAttribute("data-sort");
  var ordered = this.rows.slice().sort(function (a, b) {
    if (column === null) { return a.place - b.place; }
    var left = key(a.cells[column]), right = key(b.cells[column]);
    // what is not stated stays last in both directions
    var gap = compared(left, right, kind), missing = left === "" || right === "";
    return (down && !missing ? -gap : gap) || a.place - b.place;
  });
  ordered.forEach(function (one) { list.body.appendChild(one.row); });
};
List.prototype.apply = function () {
  var wanted = folded(this.input.value).split(" ").filter(Boolean);
  var filters = this.filters.filter(function (one) { return one.select.value !== ""; });
  var left = 0;
  this.rows.forEach(function (one) {
    var fits = wanted.every(function (part) { return one.text.indexOf(part) >= 0; }) &&
      filters.every(function (by) { return choice(one.cells[by.column]) === by.values[Number(by.select.value) - 1]; });
    one.row.hidden = !fits;
    if (fits) { left += 1; }
  });
  this.told.textContent = words.told.replace("{shown}", left.toLocaleString("en")).replace("{all}", this.rows.length.toLocaleString("en"));
};
List.prototype.reset = function () {
  this.input.value = "";
  this.filters.forEach(function (one) { one.select.value = ""; });
  this.sort(null, false);
  this.choose();
  this.apply();
};

Array.prototype.forEach.call(document.querySelectorAll("table[data-list]"), function (table, number) {
  if (table.tHead && table.tBodies.length === 1 && table.tBodies[0].rows.length >= LEAST_ROWS) {
    new List(table, number + 1).start();
  }
});
// The search over all parts of the lists: its index is packed into the page, nothing is fetched.
var MOST_FOUND = 100;
function Finder(place, rows) {
  this.rows = rows.map(function (row) { return { row: row, text: folded(row.join(" ")) }; });
  this.input = made("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false" });
  this.told = made("p", { "class": "told", role: "status" }, words.waiting);
  this.list = made("ol", { "class": "found" });
  var bar = made("div", { "class": "tools", role: "search", "aria-label": words.tools });
  var wrap = made("span", { "class": "tool" });
  wrap.appendChild(made("label", { "for": "find" }, words.search));
  wrap.appendChild(this.input);
  bar.appendChild(wrap);
  bar.appendChild(this.told);
  place.textContent = "";
  place.appendChild(bar);
  place.appendChild(this.list);
  this.input.addEventListener("input", this.find.bind(this));
}
Finder.prototype.find = function () {
  var list = this.list, shown = 0, all = 0;
  var wanted = folded(this.input.value).split(" ").filter(Boolean);
  list.textContent = "";
  if (wanted.length === 0) { this.told.textContent = words.waiting; return; }
  this.rows.forEach(function (one) {
    if (!wanted.every(function (part) { return one.text.indexOf(part) >= 0; })) { return; }
    all += 1;
    if (all > MOST_FOUND) { return; }
    shown += 1;
    var item = made("li", {});
    // an address is a path within the report; one that is none is not followed
    if (/^[a-z0-9/.#-]+$/.test(one.row[1])) { item.appendChild(made("a", { href: one.row[1], dir: "auto" }, one.row[0])); }
    item.appendChild(made("span", { dir: "auto" }, " " + one.row[2]));
    if (one.row[3]) { item.appendChild(made("span", { "class": "written", dir: "auto" }, one.row[3])); }
    list.appendChild(item);
  });
  this.told.textContent = words.found.replace("{all}", all.toLocaleString("en")).replace("{shown}", shown.toLocaleString("en"));
};
Array.prototype.forEach.call(document.querySelectorAll("[data-packed]"), function (place) {
  if (typeof DecompressionStream === "undefined") { return; }
  var bytes = Uint8Array.from(atob(place.getAttribute("data-packed")), function (letter) { return letter.charCodeAt(0); });
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json()
    .then(function (rows) { return new Finder(place, rows); });
});
// A link to something inside a fold opens the fold.
function unfold() {
  var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (var node = target; node; node = node.parentElement) { if (node.tagName === "DETAILS") { node.open = true; } }
  if (target && target.closest("details")) { target.scrollIntoView(); }
}
window.addEventListener("hashchange", unfold);
unfold();
}());

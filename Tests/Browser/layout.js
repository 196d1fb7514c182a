// Run in a page: what a reader could not read there. Returns sentences; none is well.
// arguments[0]: the smallest size of letters in pixels.
"use strict";
const smallest = arguments[0];
const faults = [];
// Places are fractions of pixels, and fonts differ by hairs.
const hair = 1.5;

const say = (fault) => { if (faults.length < 40) faults.push(fault); };
const quote = (text) => {
  const line = text.replace(/\s+/g, " ").trim();
  return "\u201c" + (line.length > 50 ? line.slice(0, 50) + "\u2026" : line) + "\u201d";
};
const name = (element) => element.tagName.toLowerCase()
  + (element.id ? "#" + element.id : "")
  + (element.getAttribute("class") ? "." + element.getAttribute("class").trim().replace(/\s+/g, ".") : "");
// A line of letters reserves room above and below them, which may well lie upon that of its neighbours.
const letters = (box) => {
  const trim = box.height * 0.2;
  return {left: box.left, right: box.right, top: box.top + trim, bottom: box.bottom - trim};
};
const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > hair
  && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > hair;
const within = (inner, outer) => inner.left >= outer.left - hair && inner.right <= outer.right + hair
  && inner.top >= outer.top - hair && inner.bottom <= outer.bottom + hair;
const both = (a, b) => ({
  left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
  top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom),
});

// The box that an element may be scrolled sideways in. On paper there is none.
const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
const scrollers = new Map([[document.body, null]]);
const scroller = (element) => {
  if (!scrollers.has(element)) {
    scrollers.set(element, scrolls(element) ? element : scroller(element.parentElement));
  }
  return scrollers.get(element);
};

// The page itself.
const page = document.documentElement;
if (page.scrollWidth > page.clientWidth) {
  say(`the page is ${page.scrollWidth} px wide in a window of ${page.clientWidth} px`);
}

// Every line of text that is shown: where it stands, and the box that it may be scrolled in.
const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  const element = node.parentElement;
  if (!node.data.trim() || !element.checkVisibility() || element.closest("script, style, title, desc, .skip")) continue;
  const style = getComputedStyle(element);
  const picture = element.closest("svg");
  const scale = picture && picture.viewBox.baseVal.width
    ? picture.getBoundingClientRect().width / picture.viewBox.baseVal.width : 1;
  const size = parseFloat(style.fontSize) * scale;
  if (size < smallest) say(`letters of ${size.toFixed(1)} px: ${quote(node.data)} in ${name(element)}`);
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const box of range.getClientRects()) {
    if (box.width < 1 || box.height < 1) continue;
    lines.push({text: node.data, element, picture, box: letters(box), scroller: scroller(element)});
  }
}

// No text upon another.
const shown = (line) => line.scroller ? both(line.box, line.scroller.getBoundingClientRect()) : line.box;
lines.sort((a, b) => a.box.top - b.box.top);
lines.forEach((a, i) => {
  for (let j = i + 1; j < lines.length && lines[j].box.top < a.box.bottom; j += 1) {
    const b = lines[j];
    const isOver = a.scroller === b.scroller ? meet(a.box, b.box) : meet(shown(a), shown(b));
    if (isOver) say(`text upon text: ${quote(a.text)} and ${quote(b.text)} in ${name(a.element)}`);
  }
});

// No text beyond its own box, nor beyond those around it, but where it can be scrolled.
for (const line of lines) {
  for (let box = line.element; box && box !== page; box = box.parentElement) {
    if (box === line.scroller) break;
    if (line.picture ? box !== line.picture && line.picture.contains(box) : getComputedStyle(box).display === "inline") continue;
    if (!within(line.box, box.getBoundingClientRect())) {
      say(`text beyond its box: ${quote(line.text)} out of ${name(box)}`);
      break;
    }
  }
}
for (const box of new Set(lines.map((line) => line.scroller))) {
  if (box && box.scrollHeight > box.clientHeight + 1) say(`text hidden below the edge of ${name(box)}`);
}

// No box upon its neighbours.
for (const parent of [document.body, ...document.body.querySelectorAll("*:not(svg *)")]) {
  if (parent.closest("svg") || !parent.checkVisibility()) continue;
  const boxes = Array.from(parent.children).filter((child) => {
    const style = getComputedStyle(child);
    return child.checkVisibility() && style.display !== "inline" && style.position !== "absolute";
  }).map((child) => ({child, box: child.getBoundingClientRect()}));
  boxes.forEach((a, i) => {
    // A long list stands in order: the next few are enough.
    for (const b of boxes.slice(i + 1, i + 9)) {
      if (meet(a.box, b.box)) say(`box upon box: ${name(a.child)} and ${name(b.child)} in ${name(parent)}`);
    }
  });
}

// No letters upon the marks and bars of a chart.
for (const chart of document.querySelectorAll("svg.chart")) {
  if (!chart.checkVisibility()) continue;
  const marks = Array.from(chart.querySelectorAll("rect, circle, path")).filter((mark) =>
    /\bs\d\b/.test(mark.getAttribute("class")) && !/\b(area|line)\b/.test(mark.getAttribute("class")));
  const boxes = marks.map((mark) => mark.getBoundingClientRect());
  for (const line of lines.filter((line) => line.picture === chart)) {
    if (boxes.some((box) => meet(line.box, box))) say(`a mark upon text: ${quote(line.text)} in ${name(chart.closest("figure") ?? chart)}`);
  }
}
return faults;

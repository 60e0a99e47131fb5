// Pages created in each of the six hours, as columns of the five largest domains and the others.

import { element, svg } from "./dom.js";
import { count } from "./format.js";
import { Panel } from "./panel.js";

const HEIGHT = 260;
const FOOT = 28;
const HEAD = 22;
const SIDE = 46;
const SERIES = 5;
const NARROW = 560;

class HoursChart extends Panel {
  /** Drawn to the width it has, so that its letters stay as large as all others. */
  connectedCallback() {
    this.resizing = new ResizeObserver(() => {
      if (this.polling?.state === "ready" && this.drawnWidth !== this.clientWidth) {
        this.fingerprint = null;
        this.render(this.polling.data);
      }
    });
    this.resizing.observe(this);
  }

  disconnectedCallback() {
    this.resizing.disconnect();
  }

  isEmpty(hours) {
    return hours.every((hour) => hour.statistics.length === 0);
  }

  emptyText() {
    return "No page was created in these hours, as far as is known.";
  }

  render(hours) {
    const fingerprint = JSON.stringify(hours);
    if (fingerprint === this.fingerprint && this.content.hasChildNodes()) {
      return;
    }
    this.fingerprint = fingerprint;
    this.drawnWidth = this.clientWidth;
    const open = this.querySelector("details")?.open ?? false;
    const columns = hours.map(column);
    const series = largest(columns);
    const others = new Set(columns.flatMap((one) => [...one.pages.keys()])).size - series.length;
    const names = others > 0 ? [...series, `${count(others)} others`] : series;
    this.content.replaceChildren(
      element(
        "figure",
        {},
        element("div", { class: "chart" }, drawing(columns, series, Math.max(240, this.clientWidth))),
        element("figcaption", {}, legend(names), element("p", { class: "visually-hidden" }, summary(columns))),
      ),
      table(columns, series, open),
    );
  }
}

function column(hour) {
  const pages = new Map(hour.statistics.flatMap((one) => Object.entries(one)));
  const total = [...pages.values()].reduce((sum, one) => sum + one, 0);
  return { from: hour.time_start, to: hour.time_end, complete: hour.complete, pages, total };
}

function largest(columns) {
  const totals = new Map();
  columns.forEach(({ pages }) =>
    pages.forEach((n, domain) => totals.set(domain, (totals.get(domain) ?? 0) + n)),
  );
  return [...totals]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, SERIES)
    .map(([domain]) => domain);
}

/** The parts of a column from the ground up: its series, then all others together. */
function parts(one, series) {
  const known = series.map((domain) => one.pages.get(domain) ?? 0);
  return [...known, one.total - known.reduce((sum, n) => sum + n, 0)];
}

function drawing(columns, series, width) {
  const top = niceTop(Math.max(...columns.map((one) => one.total)));
  const room = HEIGHT - HEAD - FOOT;
  const y = (value) => HEAD + room - (value / top) * room;
  const step = (width - SIDE) / columns.length;
  const wide = Math.min(96, step * 0.62);
  const lines = [0, top / 2, top].map((value) => [
    svg("line", { class: "grid", x1: SIDE, x2: width, y1: y(value), y2: y(value) }),
    svg("text", { class: "scale", x: SIDE - 8, y: y(value) + 4, "text-anchor": "end" }, count(value)),
  ]);
  const bars = columns.map((one, i) => {
    const middle = SIDE + step * (i + 0.5);
    let ground = 0;
    const stack = parts(one, series).map((value, n) => {
      const upper = y(ground + value);
      const part = svg("rect", {
        class: n < series.length ? `series-${n + 1}` : "series-other",
        x: middle - wide / 2,
        y: upper,
        width: wide,
        height: Math.max(0, y(ground) - upper),
      });
      ground += value;
      return part;
    });
    return svg(
      "g",
      { class: one.complete ? "hour" : "hour provisional" },
      stack,
      svg("text", { class: "total", x: middle, y: y(one.total) - 7, "text-anchor": "middle" }, count(one.total)),
      svg("text", { class: "scale", x: middle, y: HEIGHT - 8, "text-anchor": "middle" }, width < NARROW ? one.from.slice(0, 2) : `${one.from}–${one.to}`),
    );
  });
  // what it shows stands in words and in the table beside it
  return svg(
    "svg",
    { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" },
    lines,
    bars,
  );
}

/** The next even number of one digit and zeros, so that half of it is a whole number too. */
function niceTop(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 2)));
  return [1, 2, 3, 4, 5, 6, 8, 10, 20].map((n) => n * power).find((one) => one >= value && one % 2 === 0) ?? value;
}

function legend(names) {
  return element(
    "ul",
    { class: "legend" },
    names.map((name, n) =>
      element("li", {}, element("span", { class: `key series-${n < SERIES ? n + 1 : "other"}`, "aria-hidden": "true" }), name),
    ),
  );
}

function summary(columns) {
  return `From ${columns[0].from} to ${columns.at(-1).to}: ${columns
    .map((one) => `${one.from} ${count(one.total)} pages`)
    .join(", ")}.`;
}

function table(columns, series, open) {
  return element(
    "details",
    { open },
    element("summary", {}, "As a table"),
    element(
      "div",
      { class: "scroller", tabindex: "0", role: "region", "aria-label": "Pages by hour and domain" },
      element(
        "table",
        { class: "grid-table" },
        element("thead", {}, element("tr", {}, ["Hour", "All", ...series].map((name) => element("th", { scope: "col" }, name)))),
        element(
          "tbody",
          {},
          columns.map((one) =>
            element(
              "tr",
              {},
              element("th", { scope: "row" }, `${one.from}–${one.to}`),
              [one.total, ...series.map((domain) => one.pages.get(domain) ?? 0)].map((value, n) =>
                element("td", { class: "number", "data-total": n === 0 ? value : null }, count(value)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

customElements.define("hours-chart", HoursChart);

// A ranked list as a table whose numbers are also bars; the longest bar is the first row.

import { element } from "./dom.js";
import { count } from "./format.js";

const FIRST = 12;

/**
 * @param rows [{name, value}], largest first
 * @param shown whether all rows are to be shown, with a function to change that
 */
export function barList(caption, columns, rows, all, toggle) {
  const largest = rows[0]?.value ?? 1;
  const body = rows.slice(0, all ? rows.length : FIRST).map(({ name, value }) => {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", value / largest);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element("span", { class: "domain" }, name)),
      element("td", { class: "bar-cell", "aria-hidden": "true" }, bar),
      element("td", { class: "number", "data-value": value }, count(value)),
    );
  });
  const table = element(
    "table",
    { class: "bars" },
    element("caption", { class: "visually-hidden" }, caption),
    element(
      "thead",
      { class: "visually-hidden" },
      element(
        "tr",
        {},
        element("th", { scope: "col" }, columns[0]),
        element("td", { "aria-hidden": "true" }),
        element("th", { scope: "col" }, columns[1]),
      ),
    ),
    element("tbody", {}, body),
  );
  if (rows.length <= FIRST) {
    return [table];
  }
  const more = element(
    "button",
    { type: "button", class: "more", "aria-expanded": String(all) },
    all ? "Show fewer" : `Show all ${count(rows.length)}`,
  );
  more.addEventListener("click", toggle);
  return [table, more];
}

// The twenty users who created most pages in the six hours, with the first of their pages.

import { element, named } from "./dom.js";
import { count, languageOf } from "./format.js";
import { Panel } from "./panel.js";

const TITLES = 3;

class TopUsers extends Panel {
  isEmpty(users) {
    return users.length === 0;
  }

  emptyText() {
    return "Nobody created a page in these hours, as far as is known.";
  }

  render(users) {
    const fingerprint = JSON.stringify(users);
    if (fingerprint === this.fingerprint && this.content.hasChildNodes()) {
      return;
    }
    this.fingerprint = fingerprint;
    this.content.replaceChildren(
      element(
        "table",
        { class: "users" },
        element("caption", { class: "visually-hidden" }, "Users by pages created in these six hours"),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { scope: "col", class: "rank" }, "#"),
            element("th", { scope: "col" }, "User"),
            element("th", { scope: "col" }, "Domain"),
            element("th", { scope: "col", class: "number" }, "Pages"),
            element("th", { scope: "col", class: "titles" }, "First pages"),
          ),
        ),
        element("tbody", {}, users.map(row)),
      ),
    );
  }
}

function row(user, place) {
  return element(
    "tr",
    {},
    element("td", { class: "rank" }, count(place + 1)),
    element("th", { scope: "row", class: "user" }, named(user.user_name)),
    element("td", { class: "domain" }, user.domain),
    element("td", { class: "number", "data-value": user.pages_created }, count(user.pages_created)),
    element("td", { class: "titles" }, firstTitles(user)),
  );
}

function firstTitles(user) {
  const language = languageOf(user.domain);
  const titles = user.page_titles.slice(0, TITLES);
  const rest = user.page_titles.length - titles.length;
  return element(
    "span",
    { class: "clamp" },
    titles.map((title, n) => [n === 0 ? null : " · ", named(title.replaceAll("_", " "), language)]),
    rest > 0 ? ` and ${count(rest)} more` : null,
  );
}

customElements.define("top-users", TopUsers);

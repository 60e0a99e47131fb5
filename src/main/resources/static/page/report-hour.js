// Chooses the hour as of which the reports are shown, and says which range that is and whether it
// is complete.

import { element, setText } from "./dom.js";
import { date } from "./format.js";

class ReportHour extends HTMLElement {
  follow(report, hour) {
    this.report = report;
    this.hour = hour;
    this.range = element("p", { class: "range" });
    this.completeness = element("span", { class: "completeness", hidden: true });
    this.input = element("input", { type: "datetime-local", step: 3600, id: "as-of" });
    this.latest = button("Latest", "The newest reports", () => hour.choose(null));
    this.later = button("›", "One hour later", () => hour.move(1));
    this.input.addEventListener("change", () => this.#typed());
    this.replaceChildren(
      element("div", { class: "range-line" }, this.range, this.completeness),
      element(
        "div",
        { class: "hour-choice" },
        element("label", { for: "as-of" }, "As of (UTC)"),
        button("‹", "One hour earlier", () => hour.move(-1)),
        this.input,
        this.later,
        this.latest,
      ),
    );
    report.addEventListener("change", () => this.#show());
    hour.addEventListener("change", () => this.#show());
    this.#show();
  }

  #typed() {
    const typed = new Date(`${this.input.value}Z`);
    this.hour.choose(Number.isNaN(typed.getTime()) ? null : typed);
  }

  #show() {
    const now = this.hour.at === null;
    this.latest.disabled = now;
    this.later.disabled = now;
    const shown = (this.hour.at ?? new Date()).toISOString().slice(0, 13) + ":00";
    if (document.activeElement !== this.input) {
      this.input.value = shown;
    }
    const data = this.report.data;
    if (data === null) {
      setText(this.range, "");
      this.completeness.hidden = true;
      return;
    }
    setText(this.range, `${date(data.from)}, ${data.time_start} to ${data.time_end}`);
    this.completeness.hidden = false;
    this.completeness.dataset.complete = data.complete;
    setText(this.completeness, data.complete ? "complete" : "provisional");
    this.completeness.title = data.complete
      ? "Everything that happened in these hours is counted"
      : "Events of these hours may still be missing; the numbers follow them";
  }
}

function button(text, name, action) {
  const made = element("button", { type: "button", title: name, "aria-label": name }, text);
  made.addEventListener("click", action);
  return made;
}

customElements.define("report-hour", ReportHour);

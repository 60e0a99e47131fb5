// Where every event went: in = clean + filtered + dead, with what is stored, repeated and missing.

import { element, setText } from "./dom.js";
import { count } from "./format.js";

const TERMS = [
  { name: "in", label: "in", hint: "events received, each once" },
  { name: "clean", label: "clean", sign: "=", hint: "checked and passed on" },
  { name: "filtered", label: "filtered", sign: "+", hint: "left out on purpose" },
  { name: "dead", label: "dead letters", sign: "+", hint: "kept apart with their cause" },
];
const BESIDE = [
  { name: "stored", label: "stored", hint: "their rows are durable" },
  { name: "repeats", label: "repeats", hint: "came again and were dropped" },
  { name: "gaps", label: "gaps", hint: "numbered by the source, never received" },
];

export function balance() {
  const numbers = {};
  const signs = {};
  const cell = ({ name, label, hint, sign }) => {
    numbers[name] = element("dd", { "data-count": name });
    signs[name] = sign && element("span", { class: "sign", "aria-hidden": "true" }, sign);
    return element(
      "div",
      { class: "term", title: hint },
      signs[name],
      element("dt", {}, label),
      numbers[name],
    );
  };
  const root = element(
    "div",
    { class: "balance" },
    element("dl", { class: "equation", "aria-label": "Events since the installation began: in is clean, filtered and dead together" }, TERMS.map(cell)),
    element("dl", { class: "beside" }, BESIDE.map(cell)),
  );
  return {
    root,
    update(feed) {
      const filtered = Object.values(feed.filtered).reduce((sum, one) => sum + one, 0);
      const values = { ...feed, filtered };
      for (const [name, place] of Object.entries(numbers)) {
        setText(place, count(values[name]));
        place.dataset.value = values[name];
      }
      const reasons = Object.entries(feed.filtered).map(([reason, n]) => `${reason}: ${count(n)}`);
      numbers.filtered.title = reasons.join(", ");
      numbers.gaps.toggleAttribute("data-alarm", feed.gaps > 0);
      const holds = feed.in === feed.clean + filtered + feed.dead;
      setText(signs.clean, holds ? "=" : "≠");
      root.toggleAttribute("data-unbalanced", !holds);
    },
  };
}

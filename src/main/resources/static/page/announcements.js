// Tells those who listen instead of looking when something has turned: never numbers, never twice.

import { setText } from "./dom.js";

export function announce(place, pipeline, reports) {
  let said = "";
  const say = () => {
    const text = sentence(pipeline, reports);
    if (text !== said) {
      said = text;
      setText(place, text);
    }
  };
  pipeline.addEventListener("change", say);
  reports.addEventListener("change", say);
}

function sentence(pipeline, reports) {
  if (pipeline.state === "error") {
    return `${pipeline.problem}; the page tries again by itself.`;
  }
  if (pipeline.data === null) {
    return "";
  }
  const feeds = pipeline.data.feeds.map((feed) => `${feed.feed} is ${feed.state}`).join(", ");
  const store = reports.state === "error" ? ` Reports: ${reports.problem}.` : "";
  return `${pipeline.data.mode === "simulation" ? "Simulation: " : ""}${feeds}.${store}`;
}

// The stages of a feed in the order an event meets them, each with its rate and what waits for it.

import { element, setText } from "./dom.js";
import { count, rate } from "./format.js";

const PURPOSE = {
  ingest: "reads the source",
  clean: "checks and flattens",
  store: "writes the rows",
  measure: "counts the minutes",
  report: "counts the hours",
};

export function stages(feed) {
  const cells = feed.stages.map((stage) => {
    const speed = element("span", { class: "speed" });
    const lag = element("span", { class: "lag" });
    const root = element(
      "li",
      { class: "stage", title: stage.route },
      element("span", { class: "stage-name" }, stage.stage),
      element("span", { class: "purpose" }, PURPOSE[stage.stage] ?? ""),
      speed,
      lag,
    );
    return { root, speed, lag };
  });
  const root = element(
    "ol",
    { class: "stages", "aria-label": "Stages, in the order an event meets them" },
    cells.map((cell) => cell.root),
  );
  return {
    root,
    update(now) {
      now.stages.forEach((stage, i) => show(cells[i], stage));
    },
  };
}

function show(cell, stage) {
  cell.root.dataset.routeState = stage.state;
  const runs = stage.state === "started";
  const speed = stage.rate === null ? (runs ? "running" : stage.state) : `${rate(stage.rate)} /s`;
  setText(cell.speed, runs ? speed : stage.state);
  setText(cell.lag, stage.lag === null ? "" : `${count(stage.lag)} waiting`);
  cell.root.toggleAttribute("data-behind", (stage.lag ?? 0) > 0);
}

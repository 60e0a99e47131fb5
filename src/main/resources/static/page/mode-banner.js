// Says at the very top whether this is the world or a simulation; it is never left out.

import { element } from "./dom.js";

const TEXTS = {
  simulation: ["Simulation", "The events below are made up by the built-in source; no live host is read."],
  live: ["Live", "The events below come from Wikimedia's public streams."],
};

class ModeBanner extends HTMLElement {
  follow(pipeline) {
    pipeline.addEventListener("change", () => this.#show(pipeline.data?.mode));
  }

  #show(mode) {
    if (mode === undefined || mode === this.dataset.mode) {
      return;
    }
    const [title, text] = TEXTS[mode] ?? [mode, ""];
    this.dataset.mode = mode;
    this.replaceChildren(element("p", {}, element("strong", {}, title), " ", element("span", {}, text)));
  }
}

customElements.define("mode-banner", ModeBanner);

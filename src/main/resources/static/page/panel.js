// A part of the page that follows one polling, and says which of four states it is in: loading,
// error, empty or ready. An error beside older numbers leaves these there, visibly old.

import { element } from "./dom.js";

export class Panel extends HTMLElement {
  follow(polling) {
    this.polling = polling;
    polling.addEventListener("change", () => this.#show());
    this.#show();
  }

  /** For those who extend it: whether the answer holds nothing. */
  isEmpty(_data) {
    return false;
  }

  emptyText() {
    return "Nothing here yet.";
  }

  /** For those who extend it: puts the answer into `this.content`. */
  render(_data) {}

  #show() {
    this.#prepare();
    const { state, data, problem } = this.polling;
    const empty = data !== null && this.isEmpty(data);
    const shown = state === "ready" && empty ? "empty" : state;
    this.dataset.state = shown;
    this.toggleAttribute("data-old", state === "error" && data !== null);
    this.setAttribute("aria-busy", String(state === "loading"));
    this.#note(shown, problem, data !== null && !empty);
    if (state === "loading" || (data === null && this.content.hasChildNodes())) {
      this.content.replaceChildren();
    }
    if (state === "ready") {
      if (empty) {
        this.content.replaceChildren();
      } else {
        this.render(data);
      }
    }
  }

  #note(shown, problem, hasNumbers) {
    const text = {
      loading: "Loading …",
      empty: this.emptyText(),
      error: `${problem}. ${hasNumbers ? "These are the last numbers known; t" : "T"}rying again by itself.`,
      ready: "",
    }[shown];
    if (this.note.textContent !== text) {
      this.note.textContent = text;
    }
    this.note.hidden = text === "";
  }

  #prepare() {
    if (!this.note) {
      this.note = element("p", { class: "note" });
      this.content = element("div", { class: "content" });
      this.replaceChildren(this.note, this.content);
    }
  }
}

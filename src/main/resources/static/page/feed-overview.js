// How each feed stands: its state, how fresh it is, its stages, and where every event went.

import { element, setText } from "./dom.js";
import { age, localTime } from "./format.js";
import { Panel } from "./panel.js";
import { balance } from "./event-balance.js";
import { stages } from "./stage-flow.js";

const TICK = 200;

class FeedOverview extends Panel {
  connectedCallback() {
    this.ticking = setInterval(() => this.#tick(), TICK);
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  isEmpty(data) {
    return data.feeds.length === 0;
  }

  emptyText() {
    return "No feed is switched on.";
  }

  render(data) {
    const names = data.feeds.map((feed) => feed.feed).join();
    if (names !== this.names) {
      this.names = names;
      this.cards = data.feeds.map((feed) => this.#card(feed));
      this.content.replaceChildren(...this.cards.map((card) => card.root));
    }
    data.feeds.forEach((feed, i) => this.#update(this.cards[i], feed));
    this.#tick();
  }

  #card(feed) {
    const state = element("span", { class: "state" });
    const fresh = element("p", { class: "fresh" });
    const message = element("p", { class: "message", hidden: true });
    const flow = stages(feed);
    const sums = balance();
    const root = element(
      "article",
      { class: "feed", "aria-label": `Feed ${feed.feed}` },
      element(
        "header",
        {},
        element("div", { class: "feed-name" }, element("h3", {}, feed.feed), state),
        fresh,
      ),
      message,
      flow.root,
      sums.root,
    );
    return { root, state, fresh, message, flow, sums };
  }

  #update(card, feed) {
    card.feed = feed;
    card.root.dataset.feedState = feed.state;
    setText(card.state, feed.state);
    setText(card.message, feed.message ?? "");
    card.message.hidden = !feed.message;
    if (feed.last_event_at) {
      card.fresh.title = `${feed.last_event_at}, ${localTime(feed.last_event_at)}`;
    }
    card.flow.update(feed);
    card.sums.update(feed);
  }

  /** Between two answers the age grows by itself, so that a feed that stands still shows it. */
  #tick() {
    const { answeredAt, state } = this.polling ?? {};
    for (const card of this.cards ?? []) {
      if (card.feed.last_event_at === null) {
        setText(card.fresh, "no event yet");
        continue;
      }
      const since = performance.now() - answeredAt;
      const told = card.feed.age_seconds * 1000 + since;
      const own = Date.now() - Date.parse(card.feed.last_event_at);
      // this browser's clock is finer than the answer, where the two agree
      const exact = Math.abs(own - told) < 1500 ? own : told;
      setText(card.fresh, `last event ${age(exact)} ago${state === "error" ? ", as far as known" : ""}`);
    }
  }
}

customElements.define("feed-overview", FeedOverview);

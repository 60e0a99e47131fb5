// Asks for one thing again and again, and tells what is known of it: never two requests at once,
// slower while nobody looks, and the last good answer is kept with its age when one fails.

const HIDDEN_FACTOR = 10;
const TIMEOUT = 8000;

/**
 * Dispatches "change" after every answer and every failure. `state` is loading, ready or error;
 * `data` stays what was last known, `problem` says in a sentence what is wrong.
 */
export class Polling extends EventTarget {
  constructor(url, interval) {
    super();
    this.url = url;
    this.interval = interval;
    this.state = "loading";
    this.data = null;
    this.problem = null;
    this.answeredAt = null;
    this.clockOffset = 0;
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) {
        this.ask();
      }
    });
  }

  start() {
    this.ask();
    return this;
  }

  /** Another address of the same thing: what was known of the old one is forgotten. */
  moveTo(url) {
    this.url = url;
    this.state = "loading";
    this.data = null;
    this.#changed();
    this.ask();
  }

  async ask() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const patience = setTimeout(() => asking.abort("slow"), TIMEOUT);
    try {
      const response = await fetch(this.url, {
        headers: { Accept: "application/json" },
        signal: asking.signal,
      });
      const body = await response.json();
      if (this.asking === asking) {
        this.#take(response, body);
      }
    } catch {
      if (this.asking === asking) {
        this.#fail("Tributary does not answer");
      }
    } finally {
      clearTimeout(patience);
      if (this.asking === asking) {
        const wait = document.hidden ? this.interval * HIDDEN_FACTOR : this.interval;
        this.timer = setTimeout(() => this.ask(), wait);
      }
    }
  }

  #take(response, body) {
    if (!response.ok) {
      this.#fail(response.status === 503 ? "The store is away" : (body.detail ?? body.title));
      return;
    }
    this.state = "ready";
    this.data = body;
    this.problem = null;
    this.answeredAt = performance.now();
    this.#changed();
  }

  #fail(problem) {
    this.state = "error";
    this.problem = problem;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

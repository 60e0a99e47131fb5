// The hour as of which the reports are shown: in the address of the page, so that it can be shared.

const HOUR = 3600_000;
const PARAMETER = "at";

/** Dispatches "change" when another hour was chosen. `at` is null for now. */
export class ChosenHour extends EventTarget {
  constructor() {
    super();
    this.at = fromAddress();
    addEventListener("popstate", () => {
      this.at = fromAddress();
      this.dispatchEvent(new Event("change"));
    });
  }

  choose(instant) {
    this.at = instant === null ? null : cutToHour(instant);
    const address = new URL(location.href);
    if (this.at === null) {
      address.searchParams.delete(PARAMETER);
    } else {
      address.searchParams.set(PARAMETER, this.at.toISOString().replace(".000", ""));
    }
    history.pushState(null, "", address);
    this.dispatchEvent(new Event("change"));
  }

  /** Hours later, or earlier when negative; never into the future, where nothing can be. */
  move(hours) {
    const moved = new Date((this.at ?? cutToHour(new Date())).getTime() + hours * HOUR);
    this.choose(moved >= cutToHour(new Date()) ? null : moved);
  }

  /** The address of a report as of the chosen hour. */
  url(report) {
    const query = this.at === null ? "" : `?at=${encodeURIComponent(this.at.toISOString())}`;
    return `/api/reports/${report}${query}`;
  }
}

function cutToHour(date) {
  return new Date(Math.floor(date.getTime() / HOUR) * HOUR);
}

function fromAddress() {
  const given = new Date(new URLSearchParams(location.search).get(PARAMETER) ?? "");
  return Number.isNaN(given.getTime()) ? null : cutToHour(given);
}

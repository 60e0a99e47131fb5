// Fetches a report as CSV, which a plain link cannot ask for, and hands it over as a file.

import { element } from "./dom.js";

class CsvDownload extends HTMLElement {
  follow(hour) {
    this.hour = hour;
    const name = this.getAttribute("report");
    const title = `Download ${name.replaceAll("-", " ")} as CSV`;
    this.button = element("button", { type: "button", title, "aria-label": title }, "CSV");
    this.button.addEventListener("click", () => this.#download(name));
    this.replaceChildren(this.button);
  }

  async #download(name) {
    this.button.disabled = true;
    try {
      const response = await fetch(this.hour.url(name), { headers: { Accept: "text/csv" } });
      if (!response.ok) {
        throw new Error(`HTTP ${response.status}`);
      }
      const url = URL.createObjectURL(await response.blob());
      const as = this.hour.at === null ? "" : `-${this.hour.at.toISOString().slice(0, 13)}`;
      element("a", { href: url, download: `${name}${as}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
      this.button.textContent = "CSV";
    } catch {
      this.button.textContent = "No CSV now";
    } finally {
      this.button.disabled = false;
    }
  }
}

customElements.define("csv-download", CsvDownload);

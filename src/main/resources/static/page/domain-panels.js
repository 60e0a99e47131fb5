// The domains with most new pages in the six hours, and those on which bots made most of them.

import { barList } from "./bar-list.js";
import { Panel } from "./panel.js";

class DomainList extends Panel {
  all = false;

  isEmpty(data) {
    return this.rows(data).length === 0;
  }

  render(data) {
    const rows = this.rows(data);
    const fingerprint = JSON.stringify([this.all, rows]);
    if (fingerprint === this.fingerprint && this.content.hasChildNodes()) {
      return;
    }
    this.fingerprint = fingerprint;
    const focused = this.contains(document.activeElement);
    this.content.replaceChildren(
      ...barList(this.caption, this.columns, rows, this.all, () => {
        this.all = !this.all;
        this.render(this.polling.data);
      }),
    );
    if (focused) {
      this.querySelector(".more")?.focus();
    }
  }
}

class TopDomains extends DomainList {
  caption = "Domains by pages created in these six hours";
  columns = ["Domain", "Pages"];

  rows(hours) {
    const totals = new Map();
    for (const hour of hours) {
      for (const statistic of hour.statistics) {
        for (const [domain, pages] of Object.entries(statistic)) {
          totals.set(domain, (totals.get(domain) ?? 0) + pages);
        }
      }
    }
    return [...totals]
      .map(([name, value]) => ({ name, value }))
      .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
  }

  emptyText() {
    return "No page was created in these hours, as far as is known.";
  }
}

class BotsByDomain extends DomainList {
  caption = "Domains by pages that bots created in these six hours";
  columns = ["Domain", "Pages by bots"];

  rows(report) {
    return report.statistics.map((row) => ({ name: row.domain, value: row.created_by_bots }));
  }

  emptyText() {
    return "Bots created no page in these hours, as far as is known.";
  }
}

customElements.define("top-domains", TopDomains);
customElements.define("bots-by-domain", BotsByDomain);

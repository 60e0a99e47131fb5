// Joins the parts of the page with what they follow: the pipeline every two seconds, the reports
// every five.

import "./csv-download.js";
import "./domain-panels.js";
import "./feed-overview.js";
import "./hours-chart.js";
import "./mode-banner.js";
import "./report-hour.js";
import "./top-users.js";
import { announce } from "./announcements.js";
import { ChosenHour } from "./chosen-hour.js";
import { Polling } from "./polling.js";

const PIPELINE_EVERY = 2000;
const REPORTS_EVERY = 5000;

const find = (name) => document.querySelector(name);
const hour = new ChosenHour();
const pipeline = new Polling("/api/pipeline", PIPELINE_EVERY);
const reports = ["domains-by-hour", "bots-by-domain", "top-users"].map((name) => ({
  name,
  polling: new Polling(hour.url(name), REPORTS_EVERY),
}));
const [domains, bots, users] = reports.map((report) => report.polling);

find("mode-banner").follow(pipeline);
find("feed-overview").follow(pipeline);
find("hours-chart").follow(domains);
find("top-domains").follow(domains);
find("bots-by-domain").follow(bots);
find("top-users").follow(users);
find("report-hour").follow(bots, hour);
document.querySelectorAll("csv-download").forEach((one) => one.follow(hour));
announce(find("#announcements"), pipeline, bots);

hour.addEventListener("change", () =>
  reports.forEach(({ name, polling }) => polling.moveTo(hour.url(name))),
);
[pipeline, domains, bots, users].forEach((polling) => polling.start());

// Numbers and times as people of this browser's language write them; times are UTC.

const whole = new Intl.NumberFormat();
const tenths = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const day = new Intl.DateTimeFormat(undefined, {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const local = new Intl.DateTimeFormat(undefined, {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZoneName: undefined,
});

export const count = (number) => whole.format(number);
export const rate = (number) => (number >= 100 ? whole.format(Math.round(number)) : tenths.format(number));
export const date = (instant) => day.format(new Date(instant));
export const localTime = (instant) => `${local.format(new Date(instant))} (your time)`;

/** How long ago, with a unit that suits: 0.4 s, 12 s, 3 min, 5 h, 2 d. */
export function age(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) {
    return `${tenths.format(seconds)} s`;
  }
  if (seconds < 120) {
    return `${whole.format(Math.floor(seconds))} s`;
  }
  if (seconds < 7200) {
    return `${whole.format(Math.floor(seconds / 60))} min`;
  }
  return seconds < 172800
    ? `${whole.format(Math.floor(seconds / 3600))} h`
    : `${whole.format(Math.floor(seconds / 86400))} d`;
}

/** The language of a wiki, for screen readers and fonts; null where the domain names none. */
export function languageOf(domain) {
  const match = /^([a-z]{2,3}(?:-[a-z]+)*)\.(?!wikimedia\.)[a-z]+\.org$/.exec(domain);
  return match && match[1] !== "www" ? match[1] : null;
}

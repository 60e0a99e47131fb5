// Makes elements from text only: whatever an event holds, it is shown and never interpreted.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (false and null leave one out) and children (elements or text). */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return made;
}

/** Changes a text only when it is another one, so that nothing is read aloud or painted twice. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** A name or title in whatever language and direction it is. */
export function named(text, lang) {
  return element("bdi", { dir: "auto", lang: lang ?? null }, text);
}

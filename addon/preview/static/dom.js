// Building blocks: elements are made with DOM calls only, so that no text from mail or card is ever read as mark-up.

const SVG = "http://www.w3.org/2000/svg";

// Each icon is a list of path data on a 24 by 24 grid, drawn as lines. Own drawings.
const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  search: "M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12ZM15 15l5 5",
  close: "M6 6l12 12M18 6L6 18",
  back: "M20 12H5M11 5.5L4.5 12l6.5 6.5",
  more: "M12 5.5a.8.8 0 1 1 0 1.600a.8.8 0 0 1 0-1.600ZM12 11.200a.8.8 0 1 1 0 1.600a.8.8 0 0 1 0-1.600ZM12 16.900a.8.8 0 1 1 0 1.600a.8.8 0 0 1 0-1.600Z",
  settings: "M4 7h9M19 7h1M13 4.5v5h3.5v-5zM4 16.500h2M12 16.500h8M6 14v5h3.500v-5z",
  keyboard: "M3.500 6.500h17v11h-17zM7 10h.2M10.300 10h.2M13.600 10h.2M17 10h.2M8 14h8",
  pencil: "M4.500 19.500l1-4.200L16 4.800l3.200 3.200L8.700 18.500zM13.800 7l3.200 3.200",
  inbox: "M4.500 5h15v14h-15zM4.500 14h4.300l1.200 2.300h4l1.200-2.300h4.300",
  sent: "M4.500 5.500l15.500 6.500-15.500 6.500v-5l8-1.500-8-1.500z",
  draft: "M6 4h8l4.500 4.500V20H6zM14 4v4.500h4.500",
  all: "M4 6.500h16v11.500h-16zM4 7l8 6.200L20 7",
  spam: "M8.600 4.500h6.800l4.100 4.100v6.800l-4.100 4.100H8.600l-4.100-4.100V8.600zM12 8v5M12 15.900v.2",
  trash: "M5 7h14M9.500 7V4.500h5V7M6.800 7l.9 12.500h8.600l.9-12.500",
  label: "M4.500 7h10l5 5-5 5h-10z",
  star: "M12 4.300l2.400 5 5.500.7-4 3.800 1 5.400-4.900-2.700-4.900 2.700 1-5.400-4-3.800 5.500-.7z",
  refresh: "M18.800 9.500A7.300 7.300 0 1 0 19.300 13M19.300 4.800v5h-5",
  left: "M14.500 6l-6 6 6 6",
  right: "M9.500 6l6 6-6 6",
  down: "M6 9.500l6 6 6-6",
  up: "M6 14.500l6-6 6 6",
  attach: "M18.500 11.500l-6.600 6.600a4.200 4.200 0 0 1-6-6l7.200-7.100a2.900 2.900 0 0 1 4.100 4.100l-7 7a1.500 1.500 0 0 1-2.200-2.200l6.200-6.100",
  reply: "M10 6L4.500 11.500 10 17M5 11.500h8.500a6 6 0 0 1 6 6v.5",
  warning: "M12 4.500l8.500 15h-17zM12 10v4.500M12 16.900v.2",
  check: "M5 12.500l4.700 4.700L19.500 7",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  image: "M4.500 5.500h15v13h-15zM4.500 16l4.500-4.500 4 4 2.500-2.500 4 4M15.500 9.400v.2",
  AIRPLANE: "M10.500 10V5.500a1.500 1.500 0 0 1 3 0V10l7 4.500v2l-7-2v4l2 1.500v1l-3.500-1-3.500 1v-1l2-1.500v-4l-7 2v-2z",
  BOOKMARK: "M7 4.500h10v15.500l-5-4-5 4z",
  BUS: "M5.500 5h13v12h-13zM5.500 12h13M8 17v2.500M16 17v2.500M8.500 14.500h.2M15.300 14.500h.2",
  CAR: "M4 12.500l2-6h12l2 6v5H4zM4 12.500h16M6 17.500v2M18 17.500v2M7.500 15h.2M16.300 15h.2",
  CLOCK: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM12 7.500V12l3.300 2",
  CONFIRMATION_NUMBER_ICON: "M3.500 7h17v3a2 2 0 0 0 0 4v3h-17v-3a2 2 0 0 0 0-4zM14 8v1.500M14 11.300v1.500M14 14.600V16",
  DESCRIPTION: "M6 4h8l4.500 4.500V20H6zM14 4v4.500h4.500M9 12.500h6M9 16h6",
  DOLLAR: "M12 3.500v17M16.200 8c-.6-1.500-2.200-2.200-4.200-2.200-2.400 0-4 1-4 2.900 0 4.200 8.300 2 8.300 6.300 0 2-1.800 3.100-4.300 3.100-2.200 0-3.900-.9-4.400-2.600",
  EMAIL: "M4 6.500h16v11.500h-16zM4 7l8 6.200L20 7",
  EVENT_SEAT: "M8 12V5h8v7M5 10.500v6h14v-6M7.500 16.500v3M16.500 16.500v3M8 12.500h8",
  FLIGHT_ARRIVAL: "M4 20h16M3.500 7l2 .5 1.500 2 4 1-2-6 2 .5 4.500 7 4 1c1.800.5 1.500 2.500-.5 2L5 11.500z",
  FLIGHT_DEPARTURE: "M4 20h16M3 12l1.700-.5 2 1.300 4-1.200L6.500 7l2-.5 6 3.800 3.800-1.200c1.800-.5 2.300 1.500.5 2.100L6 15.500z",
  HOTEL: "M4 6v13M4 15.500h16.500V19M20.500 15.500v-3.500a2 2 0 0 0-2-2H11v5.500M7.500 9.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3Z",
  HOTEL_ROOM_TYPE: "M4 12h16v7M4 19v-7l1.500-6h13L20 12M4 16h16M8 12V9.500h8V12",
  INVITE: "M5 6h14v13.500H5zM5 10h14M8.500 4v3.500M15.500 4v3.500M9 15l2 2 4-4",
  MAP_PIN: "M12 20.500s-6-6-6-10.500a6 6 0 0 1 12 0c0 4.500-6 10.500-6 10.500ZM12 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z",
  MEMBERSHIP: "M4 5.500h16v10H4zM4 12h16M9.500 15.500V20l2.500-1.500 2.500 1.500v-4.500",
  MULTIPLE_PEOPLE: "M9 5.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM3.500 18.500c0-3 2.500-4.500 5.500-4.500s5.500 1.500 5.500 4.500zM15.500 5.800a3 3 0 0 1 0 5.500M17 14.300c2.200.5 3.500 1.900 3.500 4.200",
  PERSON: "M12 4.500a3.800 3.800 0 1 1 0 7.600 3.800 3.800 0 0 1 0-7.600ZM4.800 19.500c0-3.700 3.200-5.200 7.200-5.200s7.200 1.500 7.200 5.200z",
  PHONE: "M5 4.500h4l1.500 4.500-2.200 1.600a11 11 0 0 0 5 5l1.700-2.100 4.500 1.500v4c-8.500 1-15.500-6-14.500-14.500Z",
  RESTAURANT_ICON: "M7.500 4v16M5 4v4.500a2.500 2.500 0 0 0 5 0V4M16.500 20V4c-2.500 1-3 4-3 8h3",
  SHOPPING_CART: "M3.500 5h2.500l2.500 10h9l2-7H7M9.500 18.900v.2M16.500 18.900v.2",
  STAR: "M12 4.300l2.400 5 5.500.7-4 3.800 1 5.400-4.900-2.700-4.900 2.700 1-5.400-4-3.800 5.500-.7z",
  STORE: "M5 5h14l1.500 5a2.800 2.800 0 0 1-5.500 0 3 3 0 0 1-6 0 2.800 2.800 0 0 1-5.500 0zM5.500 13v6.500h13V13M10 19.500V15h4v4.500",
  TICKET: "M3.500 7h17v3a2 2 0 0 0 0 4v3h-17v-3a2 2 0 0 0 0-4zM9 10h6M9 14h6",
  TRAIN: "M6 4.500h12v12H6zM6 11.500h12M8 20l2-3.500M16 20l-2-3.500M9 14h.2M14.800 14h.2",
  VIDEO_CAMERA: "M4 7h11v10H4zM15 11l5-3v8l-5-3",
  VIDEO_PLAY: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM10.300 8.800v6.400l5-3.200z",
};

/** The names that Google's cards may use as knownIcon. */
export const KNOWN_ICONS = new Set(Object.keys(ICONS).filter((name) => name === name.toUpperCase()));

/** An inline drawing, invisible to screen readers unless `label` is given. */
export function icon(name, label = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** An element: `h("button", {class: "x", onclick: f, "aria-label": "y"}, child, ...)`. Strings become text. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked" || key === "selected") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function iconButton(name, label, onclick, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}

/** A menu that hangs below `button`: a list of {text, run, disabled?}. It closes on choice, Escape and outside clicks. */
export function openMenu(button, items) {
  const close = (focus) => {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (focus) button.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close(false);
  };
  const entries = items.map((item) =>
    h("button", { type: "button", role: "menuitem", disabled: item.disabled,
      onclick: () => { close(true); item.run(); } }, item.icon || null, item.text));
  const menu = h("div", { class: "menu", role: "menu", onkeydown: (event) => {
    const at = entries.indexOf(document.activeElement);
    if (event.key === "Escape") close(true);
    else if (event.key === "ArrowDown") entries[(at + 1) % entries.length].focus();
    else if (event.key === "ArrowUp") entries[(at + entries.length - 1) % entries.length].focus();
    else if (event.key === "Tab") close(false);
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  } }, entries);
  const box = button.getBoundingClientRect();
  menu.style.top = `${Math.round(box.bottom + 4)}px`;
  menu.style.right = `${Math.max(8, Math.round(document.documentElement.clientWidth - box.right))}px`;
  button.setAttribute("aria-expanded", "true");
  (button.closest("dialog, .compose") || document.body).append(menu);
  document.addEventListener("pointerdown", outside, true);
  entries.find((entry) => !entry.disabled)?.focus();
}

let toastTimer = 0;

/** A short notice at the foot of the window; `action` is {text, run}. */
export function toast(text, action = null) {
  const box = document.getElementById("toast");
  const hide = () => { box.hidden = true; };
  box.replaceChildren(h("span", {}, text),
    action ? h("button", { type: "button", onclick: () => { hide(); action.run(); } }, action.text) : "",
    iconButton("close", "Dismiss", hide));
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(hide, action ? 12000 : 6000);
}

/** A disc with the initials of `name`, its colour chosen by the name. */
export function avatar(name) {
  const words = name.replace(/[^\p{L}\p{N} ]+/gu, " ").trim().split(/\s+/);
  const letters = [...(words[0] || "?")][0] + (words.length > 1 ? [...words[words.length - 1]][0] : "");
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 8;
  return h("span", { class: `avatar tint-${sum}`, "aria-hidden": "true" }, letters.toUpperCase());
}

const DAY = 86_400_000;

/** The date as a message list shows it: the time today, the day this year, else the full date. */
export function shortDate(ms) {
  const date = new Date(ms);
  const now = new Date();
  if (date.toDateString() === now.toDateString()) return date.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  if (date.getFullYear() === now.getFullYear()) return date.toLocaleDateString([], { month: "short", day: "numeric" });
  return date.toLocaleDateString([], { year: "2-digit", month: "numeric", day: "numeric" });
}

export function longDate(ms) {
  const text = new Date(ms).toLocaleString([], { weekday: "short", year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  const days = Math.floor((Date.now() - ms) / DAY);
  return days >= 1 && days < 14 ? `${text} (${days} ${days === 1 ? "day" : "days"} ago)` : text;
}

export function fileSize(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The name in `Name <addr>`, else the address; and the address. */
export function splitAddress(text) {
  const open = text.lastIndexOf("<");
  if (open < 0 || !text.trimEnd().endsWith(">")) return { name: text.trim(), address: text.trim() };
  const address = text.slice(open + 1).replace(/>\s*$/, "").trim();
  const name = text.slice(0, open).trim().replace(/^"(.*)"$/, "$1").replace(/\\(.)/g, "$1");
  return { name: name || address, address };
}

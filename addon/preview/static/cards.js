// Draws Google Cards v2 JSON much as Gmail does. What Gmail would not show (unknown fields, wrong types, refused
// links, icons it does not have) appears as a red box where it happens, so that it cannot be missed.

import { h, icon, openMenu, KNOWN_ICONS } from "./dom.js";
import { readText } from "./card-text.js";
import { inspect, inspectWidget, widgetKind } from "./card-schema.js";
import { drawDateTime, drawSelection, drawSwitch, drawTextInput } from "./card-inputs.js";

const MAX_SECTIONS = 100;
const MAX_WIDGETS = 100;
const MAX_ACTIONS = 10;

/**
 * Draw `card` and return {element, footer, form, menu}. `host` does what a card cannot: act(action, element, form),
 * suggest(action, form), follow(openLink), followDynamic(action), push(card), linkProblem(url), actionProblem(url), picture(url).
 */
export function drawCard(card, host) {
  const form = new Map();
  const view = {
    host, form, problems: [], widgets: 0,
    problem(text) { this.problems.push(text); },
    act: (action, element) => host.act(action, element, form),
    suggest: (action) => host.suggest(action, form),
  };
  const found = inspect("Card", card);
  const element = h("div", { class: "card" });
  if (!found.some((problem) => problem.fatal)) {
    if (card.header) element.append(guarded(view, () => drawHeader(card.header, view)));
    const sections = Array.isArray(card.sections) ? card.sections : [];
    if (card.sections !== undefined && !Array.isArray(card.sections)) view.problem("Card.sections must be a list");
    if (!sections.length && !card.header) view.problem("this card has no header and no sections");
    if (sections.length > MAX_SECTIONS) view.problem(`a card holds at most ${MAX_SECTIONS} sections; the rest is dropped`);
    element.append(...sections.slice(0, MAX_SECTIONS).map((section) => drawSection(section, view, card)));
    if (view.widgets > MAX_WIDGETS) view.problem(`a card holds at most ${MAX_WIDGETS} widgets; the rest is dropped`);
    (card.cardActions || []).map((action) => clickProblem(action.onClick, view)).filter(Boolean).forEach((text) => view.problem(text));
    if ((card.cardActions || []).length > MAX_ACTIONS) view.problem(`a card holds at most ${MAX_ACTIONS} card actions`);
  }
  const footer = card.fixedFooter && !found.some((problem) => problem.fatal) ? drawFooter(card.fixedFooter, view) : null;
  const texts = [...found.map((problem) => problem.text), ...view.problems.splice(0)];
  if (texts.length) element.prepend(errorBox(texts));
  const menu = (found.some((problem) => problem.fatal) ? [] : card.cardActions || []).slice(0, MAX_ACTIONS)
    .map((action) => ({ text: action.actionLabel, run: () => runClick(action.onClick, view, null) }));
  return { element, footer, form, menu };
}

/** The red box that stands for what Gmail would refuse. */
export function errorBox(texts) {
  return h("div", { class: "card-error", role: "note" }, icon("warning"),
    h("ul", {}, [...new Set(texts)].map((text) => h("li", {}, text))));
}

function guarded(view, draw) {
  const before = view.problems.splice(0);
  let node = null;
  try {
    node = draw();
  } catch (error) {
    view.problem(`this could not be drawn: ${error.message}`);
  }
  const texts = view.problems.splice(0);
  view.problems.push(...before);
  if (!texts.length) return node;
  return h("div", { class: "faulty" }, errorBox(texts), node);
}

// --- card parts ---------------------------------------------------------------------------------------------------

function drawHeader(header, view) {
  return h("header", { class: "card-header" },
    header.imageUrl ? picture(header.imageUrl, header.imageAltText || "", view, `head-image ${header.imageType === "CIRCLE" ? "circle" : ""}`) : null,
    h("div", {}, h("h2", {}, header.title), header.subtitle ? h("p", {}, header.subtitle) : null));
}

function drawSection(section, view, card) {
  const box = h("section", { class: card.sectionDividerStyle === "NO_DIVIDER" ? "card-section bare" : "card-section" });
  const found = inspect("Section", section);
  const texts = found.map((problem) => problem.text);
  const fatal = found.some((problem) => problem.fatal);
  const widgets = !fatal && Array.isArray(section.widgets) ? section.widgets : [];
  if (!fatal && !widgets.length) texts.push("a section needs at least one widget");
  if (texts.length) box.append(errorBox(texts));
  if (fatal) return box;
  if (section.header) box.append(guarded(view, () => h("h3", {}, marked(section.header, view))));
  const drawn = widgets.map((widget) => {
    view.widgets += 1;
    return view.widgets > MAX_WIDGETS ? null : drawWidget(widget, view, false);
  }).filter(Boolean);
  const fixed = section.collapsible ? Math.max(0, section.uncollapsibleWidgetsCount || 0) : drawn.length;
  box.append(...drawn.slice(0, fixed));
  if (drawn.length > fixed) box.append(...drawCollapsible(section, drawn.slice(fixed), view));
  return box;
}

function drawCollapsible(section, hidden, view) {
  const rest = h("div", { class: "rest", hidden: true }, hidden);
  const control = section.collapseControl || {};
  const button = h("button", { type: "button", class: "show-more", "aria-expanded": "false" });
  const label = () => {
    const open = !rest.hidden;
    const custom = open ? control.collapseButton : control.expandButton;
    const words = custom?.text || (open ? "Show less" : "Show more");
    button.replaceChildren(custom?.icon ? guarded(view, () => drawIcon(custom.icon, view)) : icon(open ? "up" : "down"), h("span", {}, words));
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => { rest.hidden = !rest.hidden; label(); });
  label();
  const align = { CENTER: "center", END: "end" }[control.horizontalAlignment] || "start";
  return [rest, h("div", { class: `more-line ${align}` }, button)];
}

function drawFooter(footer, view) {
  return guarded(view, () => h("footer", { class: "card-footer" }, [footer.secondaryButton, footer.primaryButton].map((button, index) => {
    if (!button) return null;
    if (!button.text) view.problem("buttons of the fixed footer need text");
    return drawButton(index === 1 && !button.type ? { ...button, type: "FILLED" } : button, view);
  })));
}

// --- widgets ------------------------------------------------------------------------------------------------------

const WIDGETS = {
  textParagraph: (widget, view) => h("div", { class: "paragraph" }, clamp(widget, h("p", {}, marked(widget.text, view)))),
  decoratedText: drawDecorated,
  image: (widget, view) => wrapClick(widget.onClick, view, "image-widget", [picture(widget.imageUrl, widget.altText || "", view, "wide-image")]),
  divider: () => h("hr"),
  buttonList: (widget, view) => h("div", { class: "buttons" }, (widget.buttons || []).map((button) => drawButton(button, view))),
  textInput: drawTextInput,
  selectionInput: drawSelection,
  dateTimePicker: drawDateTime,
  grid: drawGrid,
  columns: drawColumns,
  chipList: (widget, view) => h("div", { class: widget.layout === "HORIZONTAL_SCROLLABLE" ? "chips scroll" : "chips" },
    (widget.chips || []).map((chip) => drawChip(chip, view))),
};

function drawWidget(widget, view, inColumns) {
  if (widget === null || typeof widget !== "object") return errorBox(["a widget must be an object"]);
  const found = inspectWidget(widget, inColumns);
  const fatal = found.some((problem) => problem.fatal);
  const kind = fatal ? null : widgetKind(widget);
  return guarded(view, () => {
    found.forEach((problem) => view.problem(problem.text));
    if (fatal) return null;
    const align = { CENTER: " middle", END: " end" }[widget.horizontalAlignment] || "";
    return h("div", { class: `widget ${kind}${align}` }, WIDGETS[kind](widget[kind], view));
  });
}

function clamp(widget, element) {
  if (!(widget.maxLines > 0)) return element;
  element.classList.add("clamped");
  element.style.setProperty("--lines", String(widget.maxLines));
  const button = h("button", { type: "button", class: "link-button", hidden: true }, "Show more");
  button.addEventListener("click", () => { element.classList.remove("clamped"); button.hidden = true; });
  const watcher = new ResizeObserver(() => {
    button.hidden = !element.classList.contains("clamped") || element.scrollHeight <= element.clientHeight + 1;
  });
  watcher.observe(element);
  return h("div", {}, element, button);
}

function drawDecorated(widget, view) {
  const start = widget.startIcon || widget.icon;
  const ends = [widget.button, widget.switchControl, widget.endIcon].filter(Boolean).length;
  if (ends > 1) view.problem("decoratedText takes only one of button, switchControl and endIcon");
  const text = h("div", { class: widget.wrapText ? "text wrap" : "text" }, marked(widget.text, view));
  const words = [
    widget.topLabel ? h("div", { class: "top-label" }, widget.topLabel) : null,
    text,
    widget.bottomLabel ? h("div", { class: "bottom-label" }, widget.bottomLabel) : null,
  ];
  const main = wrapClick(widget.onClick, view, "decorated-main", [start ? drawIcon(start, view) : null, h("div", { class: "words" }, words)]);
  const end = widget.button ? drawButton(widget.button, view)
    : widget.switchControl ? drawSwitch(widget.switchControl, text.textContent, view)
    : widget.endIcon ? drawIcon(widget.endIcon, view) : null;
  return h("div", { class: "decorated" }, main, end ? h("div", { class: "end" }, end) : null);
}

function drawButton(button, view) {
  const label = button.text || button.altText || button.icon?.altText;
  if (!label) view.problem("a button needs text or altText");
  const look = button.color ? "FILLED" : button.type || (button.text ? "OUTLINED" : "BORDERLESS");
  const props = { class: `card-button ${look.toLowerCase().replace("_", "-")}${button.text ? "" : " round"}`, "aria-label": button.text ? button.altText : label,
    title: button.altText };
  const element = clickable(button.onClick, view, props, [button.icon ? drawIcon(button.icon, view) : null, button.text || null], button.disabled);
  if (button.color) paint(element, button.color);
  return element;
}

function paint(element, color) {
  const part = (value) => Math.round(Math.min(1, Math.max(0, value || 0)) * 255);
  const [red, green, blue] = [part(color.red), part(color.green), part(color.blue)];
  element.style.backgroundColor = `rgb(${red}, ${green}, ${blue})`;
  element.style.color = red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? "#1f1f1f" : "#ffffff";
}

function drawChip(chip, view) {
  const props = { class: "chip", "aria-label": chip.label ? chip.altText : chip.altText || chip.icon?.altText, title: chip.altText };
  const content = [chip.icon ? drawIcon(chip.icon, view) : null, chip.label || null];
  if (!chip.onClick) return h("span", props, content);
  return clickable(chip.onClick, view, props, content, chip.disabled || chip.enabled === false);
}

function drawGrid(widget, view) {
  const items = (widget.items || []).map((item) => {
    const image = item.image ? picture(item.image.imageUri, item.image.altText || "", view,
      `cell-image ${item.image.cropStyle?.type === "CIRCLE" ? "circle" : ""}`) : null;
    const words = item.title || item.subtitle ? h("div", { class: "cell-words" }, item.title ? h("b", {}, item.title) : null,
      item.subtitle ? h("small", {}, item.subtitle) : null) : null;
    const onClick = widget.onClick?.action
      ? { action: { ...widget.onClick.action, parameters: [...(widget.onClick.action.parameters || []), { key: "grid_item_identifier", value: item.id || "" }] } }
      : widget.onClick;
    const cell = wrapClick(onClick, view, "cell", item.layout === "TEXT_ABOVE" ? [words, image] : [image, words]);
    if (widget.borderStyle?.type === "STROKE") cell.classList.add("stroke");
    if (widget.borderStyle?.cornerRadius) cell.style.borderRadius = `${Math.min(24, widget.borderStyle.cornerRadius)}px`;
    return cell;
  });
  const grid = h("div", { class: "cells" }, items);
  grid.style.setProperty("--columns", String(Math.min(4, Math.max(1, widget.columnCount || 2))));
  return h("div", {}, widget.title ? h("div", { class: "grid-title" }, widget.title) : null, grid);
}

function drawColumns(widget, view) {
  const columns = widget.columnItems || [];
  if (columns.length > 2) view.problem("columns holds at most 2 columns in Gmail");
  return h("div", { class: "column-row" }, columns.slice(0, 2).map((column) => {
    const look = [column.horizontalSizeStyle === "FILL_MINIMUM_SPACE" ? "narrow" : "", `h-${(column.horizontalAlignment || "START").toLowerCase()}`,
      `v-${(column.verticalAlignment || "CENTER").toLowerCase()}`].join(" ");
    return h("div", { class: `column ${look}` }, (Array.isArray(column.widgets) ? column.widgets : []).map((inner) => drawWidget(inner, view, true)));
  }));
}

// --- text, icons, pictures ----------------------------------------------------------------------------------------

function marked(text, view) {
  const { nodes, problems } = readText(text, { linkProblem: (url) => view.host.linkProblem(url), follow: (link) => view.host.follow(link) });
  problems.forEach((problem) => view.problem(problem));
  return nodes;
}

function drawIcon(spec, view) {
  if (spec.knownIcon && KNOWN_ICONS.has(spec.knownIcon)) return h("span", { class: "glyph" }, icon(spec.knownIcon, spec.altText || ""));
  if (spec.knownIcon) view.problem(`knownIcon ${spec.knownIcon} does not exist`);
  else if (spec.iconUrl) return picture(spec.iconUrl, spec.altText || "", view, `glyph ${spec.imageType === "CIRCLE" ? "circle" : ""}`);
  else if (!spec.materialIcon) view.problem("an icon needs knownIcon or iconUrl");
  return h("span", { class: "glyph wrong" }, icon("warning", "icon not available"));
}

function picture(url, alt, view, look) {
  const { src, problem } = view.host.picture(url);
  if (problem) view.problem(problem);
  if (src) return h("img", { src, alt, class: look, loading: "lazy", referrerpolicy: "no-referrer" });
  return h("span", { class: `${look} no-image`, role: "img", "aria-label": alt || "picture", title: "Pictures from the internet are not loaded in the preview" }, icon("image"));
}

// --- clicks -------------------------------------------------------------------------------------------------------

function wrapClick(onClick, view, look, children) {
  return onClick ? clickable(onClick, view, { class: `${look} clickable` }, children) : h("div", { class: look }, children);
}

function clickable(onClick, view, props, children, disabled = false) {
  const problem = clickProblem(onClick, view);
  if (problem) view.problem(problem);
  if (onClick.openLink && !problem && !disabled) {
    return h("a", { ...props, href: onClick.openLink.url, target: "_blank", rel: "noopener noreferrer",
      onclick: (event) => { event.preventDefault(); view.host.follow(onClick.openLink); } }, children);
  }
  const element = h("button", { ...props, type: "button", disabled: disabled || Boolean(problem), "aria-haspopup": onClick.overflowMenu ? "menu" : null }, children);
  element.addEventListener("click", () => runClick(onClick, view, element));
  return element;
}

function clickProblem(onClick, view) {
  const kinds = Object.keys(onClick);
  if (kinds.length !== 1) return `onClick must hold exactly one thing, not ${kinds.length ? kinds.join(" and ") : "nothing"}`;
  if (onClick.openLink) return view.host.linkProblem(onClick.openLink.url);
  const action = onClick.action || onClick.openDynamicLinkAction;
  if (action) return view.host.actionProblem(action.function);
  const inner = onClick.overflowMenu?.items || [];
  if (inner.some((item) => item.onClick?.overflowMenu)) return "an overflow menu cannot hold another one";
  return inner.map((item) => clickProblem(item.onClick || {}, view)).find(Boolean) || null;
}

function runClick(onClick, view, element) {
  const problem = clickProblem(onClick, view);
  if (problem) view.host.refuse(problem);
  else if (onClick.openLink) view.host.follow(onClick.openLink);
  else if (onClick.action) view.act(onClick.action, element);
  else if (onClick.openDynamicLinkAction) view.host.followDynamic(onClick.openDynamicLinkAction, element, view.form);
  else if (onClick.card) view.host.push(onClick.card);
  else if (onClick.overflowMenu) {
    openMenu(element, (onClick.overflowMenu.items || []).map((item) => ({
      text: item.text, disabled: item.disabled === true, icon: item.startIcon?.knownIcon && KNOWN_ICONS.has(item.startIcon.knownIcon) ? icon(item.startIcon.knownIcon) : null,
      run: () => runClick(item.onClick, view, element),
    })));
  }
}


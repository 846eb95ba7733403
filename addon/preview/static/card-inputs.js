// Widgets that take input. Each enters itself in `view.form`: name -> {read, fill, filled, reset}, where `read` gives the
// value in the shape of Google's formInputs, or undefined when there is nothing to send.

import { h, icon } from "./dom.js";

let serial = 0;
const nextId = () => `field-${(serial += 1)}`;

const strings = (values) => ({ stringInputs: { value: values } });

function watch(element, widget, view) {
  if (widget.onChangeAction) element.addEventListener("change", () => view.act(widget.onChangeAction, element));
}

export function drawTextInput(widget, view) {
  const id = nextId();
  const long = widget.type === "MULTIPLE_LINE";
  const kinds = { INTEGER: "number", FLOAT: "number", EMAIL: "email" };
  const props = { id, name: widget.name, placeholder: " ", value: widget.value ?? "", maxlength: widget.validation?.characterLimit || null,
    "aria-describedby": widget.hintText ? `${id}-hint` : null, autocomplete: "off" };
  const input = long ? h("textarea", { ...props, rows: "3" }) : h("input", { ...props, type: kinds[widget.validation?.inputType] || "text" });
  if (widget.validation?.inputType === "FLOAT") input.step = "any";
  view.form.set(widget.name, {
    read: () => strings([input.value]),
    fill: (value) => { input.value = value.stringInputs.value[0] ?? ""; },
    filled: () => input.value.trim() !== "" && input.validity.valid,
    reset: () => { input.value = widget.value ?? ""; },
  });
  watch(input, widget, view);
  return h("div", { class: "field" }, input, h("label", { for: id }, widget.label || widget.name), suggestions(widget, input, view),
    widget.hintText ? h("small", { id: `${id}-hint` }, widget.hintText) : null);
}

function suggestions(widget, input, view) {
  if (!widget.initialSuggestions && !widget.autoCompleteAction) return null;
  const list = h("datalist", { id: nextId() });
  const show = (items) => list.replaceChildren(...items.map((item) => h("option", { value: item.text })));
  show(widget.initialSuggestions?.items || []);
  input.setAttribute("list", list.id);
  if (widget.autoCompleteAction) {
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => show(await view.suggest(widget.autoCompleteAction)), 300);
    });
  }
  return list;
}

export function drawSelection(widget, view) {
  const items = (widget.items || []).slice(0, 100);
  if ((widget.items || []).length > 100) view.problem("a selectionInput holds at most 100 items; the rest is not shown");
  const type = widget.type || "CHECK_BOX";
  const drawn = type === "DROPDOWN" || type === "MULTI_SELECT" ? selectBox(widget, items, type) : tickBoxes(widget, items, type, view);
  view.form.set(widget.name, {
    read: () => { const values = drawn.values(); return values.length ? strings(values) : undefined; },
    fill: (value) => drawn.choose(value.stringInputs.value),
    filled: () => drawn.values().length > 0,
    reset: () => drawn.choose(items.filter((item) => item.selected).map((item) => item.value ?? "")),
  });
  for (const input of drawn.inputs) watch(input, widget, view);
  return drawn.element;
}

function selectBox(widget, items, type) {
  const id = nextId();
  const select = h("select", { id, name: widget.name, multiple: type === "MULTI_SELECT" },
    items.map((item) => h("option", { value: item.value ?? "", selected: item.selected === true }, item.text)));
  if (type === "DROPDOWN" && !items.some((item) => item.selected)) select.selectedIndex = -1;
  return {
    element: h("div", { class: "field select" }, select, h("label", { for: id }, widget.label || widget.name)),
    inputs: [select],
    values: () => [...select.selectedOptions].map((option) => option.value),
    choose: (values) => { for (const option of select.options) option.selected = values.includes(option.value); },
  };
}

function tickBoxes(widget, items, type, view) {
  const group = nextId();
  const inputs = items.map((item) => h("input", { type: type === "RADIO_BUTTON" ? "radio" : "checkbox", name: group, value: item.value ?? "",
    role: type === "SWITCH" ? "switch" : null, checked: item.selected === true }));
  const lines = items.map((item, index) => h("label", { class: type === "SWITCH" ? "tick switch" : "tick" }, inputs[index],
    h("span", {}, item.text, item.bottomText ? h("small", {}, item.bottomText) : null)));
  if (items.some((item) => item.startIconUri)) view.problem("startIconUri is drawn in multi-select menus only");
  return {
    element: h("fieldset", { class: "ticks" }, widget.label ? h("legend", {}, widget.label) : null, lines),
    inputs,
    values: () => inputs.filter((input) => input.checked).map((input) => input.value),
    choose: (values) => { for (const input of inputs) input.checked = values.includes(input.value); },
  };
}

/** The switch or checkbox at the end of a decoratedText; `label` names it for screen readers. */
export function drawSwitch(control, label, view) {
  const asSwitch = (control.controlType || "SWITCH") === "SWITCH";
  const input = h("input", { type: "checkbox", role: asSwitch ? "switch" : null, "aria-label": label, name: control.name, checked: control.selected === true });
  view.form.set(control.name, {
    read: () => (input.checked ? strings([control.value ?? ""]) : undefined),
    fill: () => { input.checked = true; },
    filled: () => input.checked,
    reset: () => { input.checked = control.selected === true; },
    empty: () => { input.checked = false; },
  });
  watch(input, control, view);
  return h("span", { class: asSwitch ? "switch" : "tick" }, input);
}

export function drawDateTime(widget, view) {
  const id = nextId();
  const type = widget.type || "DATE_AND_TIME";
  const kind = { DATE_AND_TIME: "datetime-local", DATE_ONLY: "date", TIME_ONLY: "time" }[type];
  const initial = startValue(widget.valueMsEpoch, type);
  const input = h("input", { id, name: widget.name, type: kind, value: initial });
  view.form.set(widget.name, {
    read: () => (input.value ? dateInput(input.value, type) : undefined),
    fill: (value) => { input.value = startValue(value.dateTimeInput?.msSinceEpoch ?? value.dateInput?.msSinceEpoch, type, value.timeInput); },
    filled: () => input.value !== "",
    reset: () => { input.value = initial; },
  });
  watch(input, widget, view);
  return h("div", { class: "field" }, input, h("label", { for: id }, widget.label || widget.name), icon(type === "TIME_ONLY" ? "CLOCK" : "INVITE"));
}

function startValue(ms, type, time) {
  if (time) return `${String(time.hours).padStart(2, "0")}:${String(time.minutes).padStart(2, "0")}`;
  if (!ms || !Number.isFinite(Number(ms))) return "";
  const date = new Date(Number(ms));
  if (type === "DATE_ONLY") return date.toISOString().slice(0, 10);
  const local = new Date(Number(ms) - date.getTimezoneOffset() * 60000).toISOString();
  return type === "TIME_ONLY" ? local.slice(11, 16) : local.slice(0, 16);
}

function dateInput(value, type) {
  if (type === "TIME_ONLY") {
    const [hours, minutes] = value.split(":").map(Number);
    return { timeInput: { hours, minutes } };
  }
  if (type === "DATE_ONLY") return { dateInput: { msSinceEpoch: String(Date.parse(value)) } };
  return { dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: String(new Date(value).getTime()) } };
}

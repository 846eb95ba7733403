// A field of address chips: type or paste many, comma, semicolon, Enter or Tab makes a chip, Backspace takes the last away.

import { h, icon, splitAddress } from "./dom.js";

const LOOKS_RIGHT = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/;

/** Cut pasted text into addresses: at commas, semicolons and line ends outside quotes and angle brackets. */
export function splitAddresses(text) {
  const found = [];
  let part = "";
  let quoted = false;
  let inside = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (letter === "<") inside = true;
    else if (letter === ">") inside = false;
    if (/[\n\r]/.test(letter) || (!quoted && !inside && /[,;\t]/.test(letter))) {
      found.push(part);
      part = "";
      quoted = inside = false;
    } else {
      part += letter;
    }
  }
  found.push(part);
  return found.map((entry) => entry.trim()).filter(Boolean).flatMap((entry) => {
    const words = entry.split(/\s+/);
    return words.length > 1 && words.every((word) => LOOKS_RIGHT.test(word)) ? words : [entry];
  });
}

export class AddressField {
  constructor(label, changed) {
    this.values = [];
    this.changed = changed;
    const id = `address-${label.toLowerCase()}`;
    this.input = h("input", { id, type: "text", inputmode: "email", autocomplete: "off", spellcheck: "false" });
    this.list = h("ul", { class: "chip-list", "aria-label": `${label} recipients` });
    this.element = h("div", { class: "address-field" }, h("label", { for: id }, label), h("div", { class: "chip-box" }, this.list, this.input));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.take());
    this.input.addEventListener("paste", (event) => {
      event.preventDefault();
      this.add(splitAddresses(this.input.value + event.clipboardData.getData("text/plain")));
      this.input.value = "";
    });
    this.input.addEventListener("input", () => { if (/[,;]\s*$/.test(this.input.value) && (this.input.value.match(/"/g) || []).length % 2 === 0) this.take(); });
    this.element.addEventListener("click", (event) => { if (event.target === this.element || event.target.matches(".chip-box, .chip-list")) this.input.focus(); });
  }

  key(event) {
    if (event.key === "Enter" || (event.key === "Tab" && this.input.value.trim())) {
      event.preventDefault();
      this.take();
    } else if (event.key === "Backspace" && !this.input.value && this.values.length) {
      this.remove(this.values.length - 1);
    }
  }

  /** Make chips of what is typed. */
  take() {
    const found = splitAddresses(this.input.value.replace(/[,;\s]+$/, ""));
    this.input.value = "";
    if (found.length) this.add(found);
  }

  add(entries) {
    const have = new Set(this.values.map((value) => splitAddress(value).address.toLowerCase()));
    for (const entry of entries) {
      const key = splitAddress(entry).address.toLowerCase();
      if (!have.has(key)) this.values.push(entry);
      have.add(key);
    }
    this.draw();
    this.changed();
  }

  set(entries) {
    this.values = [];
    this.add(entries);
  }

  remove(index) {
    this.values.splice(index, 1);
    this.draw();
    this.changed();
    this.input.focus();
  }

  draw() {
    this.list.replaceChildren(...this.values.map((value, index) => {
      const { name, address } = splitAddress(value);
      const right = LOOKS_RIGHT.test(address);
      return h("li", { class: right ? "address" : "address bad", title: right ? address : `${address} is no mail address` },
        h("span", {}, name), h("button", { type: "button", "aria-label": `Remove ${name}`, onclick: () => this.remove(index) }, icon("close")));
    }));
  }
}

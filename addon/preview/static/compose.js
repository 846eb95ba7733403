// The compose window: a draft, saved as it is written, with the add-on's card in a pane of its own. It cannot send.

import { AddressField } from "./addresses.js";
import { api } from "./api.js";
import { CardHost } from "./card-host.js";
import { fileSize, h, icon, iconButton, toast } from "./dom.js";

const SAVE_AFTER = 900;

export class Compose {
  /** `page` as for CardHost, plus around() and composeClosed(). `draft` pre-fills; `draftId` is that of a saved one. */
  constructor(slot, page, draft = {}, draftId = "") {
    this.page = page;
    this.draftId = draftId;
    this.threadId = draft.thread_id || "";
    this.dirty = false;
    this.saving = Promise.resolve();
    this.files = (draft.attachments || []).map((file, index) => ({ ...file, kept: index }));
    this.build();
    this.fill(draft);
    this.dirty = !draftId && !this.isEmpty();
    this.note(draftId ? "Saved" : "");
    slot.replaceChildren(this.root);
    (this.to.values.length ? this.body : this.to.input).focus();
  }

  build() {
    const changed = () => this.touch();
    this.to = new AddressField("To", changed);
    this.cc = new AddressField("Cc", changed);
    this.bcc = new AddressField("Bcc", changed);
    this.cc.element.hidden = this.bcc.element.hidden = true;
    const reveal = (field, button) => { field.element.hidden = false; button.hidden = true; field.input.focus(); };
    this.showCc = h("button", { type: "button", class: "link-button", onclick: () => reveal(this.cc, this.showCc) }, "Cc");
    this.showBcc = h("button", { type: "button", class: "link-button", onclick: () => reveal(this.bcc, this.showBcc) }, "Bcc");
    this.to.element.append(h("span", { class: "more-fields" }, this.showCc, this.showBcc));
    this.subject = h("input", { type: "text", class: "subject-field", placeholder: "Subject", "aria-label": "Subject", oninput: changed });
    this.body = h("textarea", { class: "body-field", "aria-label": "Message text", oninput: changed });
    this.fileList = h("ul", { class: "draft-files", "aria-label": "Attached files" });
    this.picker = h("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files to attach", onchange: () => this.attach() });
    this.status = h("span", { class: "saved", role: "status" });
    this.title = h("h2", { id: "compose-title" }, "New message");
    this.cardButton = h("button", { type: "button", class: "icon-button addon", "aria-label": "Acquaint: check recipients", title: "Check recipients", "aria-expanded": "false",
      onclick: () => this.openCard() }, h("img", { src: "static/logo.svg", alt: "", width: "22", height: "22" }));
    this.cardPane = h("aside", { class: "panel compose-card", "aria-label": "Add-on card for this draft", hidden: true });
    this.root = h("section", { class: "compose", role: "dialog", "aria-labelledby": "compose-title", onkeydown: (event) => this.key(event) },
      h("div", { class: "compose-main" },
        h("div", { class: "compose-head" }, iconButton("back", "Close and save the draft", () => this.close(), { class: "icon-button phone-only" }), this.title, this.status,
          iconButton("close", "Save and close", () => this.close(), { class: "icon-button wide-only" })),
        this.to.element, this.cc.element, this.bcc.element, this.subject, this.body, this.fileList, this.picker,
        h("div", { class: "compose-foot" }, h("span", { class: "no-send" }, "Preview: nothing is sent"), h("span", { class: "stretch" }),
          iconButton("attach", "Attach files", () => this.picker.click()), this.cardButton)),
      this.cardPane);
    this.host = new CardHost(this.cardPane, { ...this.page, close: () => this.closeCard() }, {
      surroundings: () => this.surroundings(), apply: (markup, notice) => this.apply(markup, notice),
    });
  }

  fill(draft) {
    this.to.set(draft.to || []);
    this.cc.set(draft.cc || []);
    this.bcc.set(draft.bcc || []);
    this.subject.value = draft.subject || "";
    this.body.value = draft.body || "";
    this.entitle();
    this.reveal();
    this.drawFiles();
  }

  reveal() {
    for (const [field, button] of [[this.cc, this.showCc], [this.bcc, this.showBcc]]) {
      if (field.values.length) { field.element.hidden = false; button.hidden = true; }
    }
  }

  key(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (this.cardPane.contains(document.activeElement)) this.closeCard();
    else this.close();
  }

  // --- saving ---

  isEmpty() {
    return ![this.to, this.cc, this.bcc].some((field) => field.values.length) && !this.subject.value.trim() && !this.body.value.trim() && !this.files.length;
  }

  entitle() {
    this.title.textContent = this.subject.value.trim() || "New message";
  }

  touch() {
    this.dirty = true;
    this.note("");
    this.entitle();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save().catch(() => {}), SAVE_AFTER);
  }

  note(text, bad = false) {
    this.status.textContent = text;
    this.status.classList.toggle("bad", bad);
  }

  /** Save what has changed; saves run one after another. Rejects when the server does. */
  save() {
    clearTimeout(this.timer);
    this.saving = this.saving.catch(() => {}).then(() => this.saveNow());
    return this.saving;
  }

  async saveNow() {
    if (!this.dirty) return;
    this.dirty = false;
    this.note("Saving…");
    const files = [...this.files];
    const fresh = files.filter((file) => file.kept === undefined);
    const kept = files.filter((file) => file.kept !== undefined);
    try {
      const saved = await api.saveDraft({ ...this.fields(), draft_id: this.draftId, thread_id: this.threadId, body: this.body.value,
        keep: kept.map((file) => file.kept) }, fresh.map((file) => file.file));
      this.draftId = saved.draft_id;
      [...kept, ...fresh].forEach((file, index) => { file.kept = index; });
      if (!this.dirty) this.note("Saved");
    } catch (error) {
      this.dirty = true;
      this.note("Not saved", true);
      toast(error.message);
      throw error;
    }
  }

  fields() {
    return { to: this.to.values, cc: this.cc.values, bcc: this.bcc.values, subject: this.subject.value };
  }

  surroundings() {
    return { ...this.page.around(), trigger: "compose", draft_id: this.draftId, ...this.fields() };
  }

  async close() {
    for (const field of [this.to, this.cc, this.bcc]) field.take();
    if (this.dirty && !this.isEmpty()) {
      try {
        await this.save();
        toast("Draft saved.");
      } catch {
        return; // the window stays, so that nothing is lost
      }
    }
    clearTimeout(this.timer);
    this.host.turn += 1;
    this.root.remove();
    this.page.composeClosed();
  }

  // --- files ---

  attach() {
    this.files.push(...[...this.picker.files].map((file) => ({ file, name: file.name, size: file.size })));
    this.picker.value = "";
    this.drawFiles();
    this.touch();
  }

  drawFiles() {
    this.fileList.replaceChildren(...this.files.map((file, index) => h("li", {}, icon("attach"), h("span", {}, file.name, h("small", {}, ` ${fileSize(file.size)}`)),
      h("button", { type: "button", "aria-label": `Remove ${file.name}`, onclick: () => { this.files.splice(index, 1); this.drawFiles(); this.touch(); } }, icon("close")))));
  }

  // --- the card ---

  async openCard() {
    for (const field of [this.to, this.cc, this.bcc]) field.take();
    this.cardPane.hidden = false;
    this.cardButton.setAttribute("aria-expanded", "true");
    this.host.showSkeleton();
    try {
      await this.save();
    } catch {
      return this.host.showError("The draft could not be saved.");
    }
    return this.host.open(this.surroundings());
  }

  closeCard() {
    this.host.turn += 1;
    this.cardPane.hidden = true;
    this.cardButton.setAttribute("aria-expanded", "false");
    this.cardButton.focus();
  }

  /** Change the draft as updateDraftActionMarkup says, with a way back beside the add-on's own notice. */
  apply(markup, notice) {
    const before = { ...this.fields(), to: [...this.to.values], cc: [...this.cc.values], bcc: [...this.bcc.values], body: this.body.value };
    if (markup.updateSubject) this.subject.value = markup.updateSubject.subject ?? "";
    if (markup.updateToRecipients) this.to.set((markup.updateToRecipients.toRecipients || []).map((item) => item.email));
    if (markup.updateCcRecipients) this.cc.set((markup.updateCcRecipients.ccRecipients || []).map((item) => item.email));
    if (markup.updateBccRecipients) this.bcc.set((markup.updateBccRecipients.bccRecipients || []).map((item) => item.email));
    if (markup.updateBody) this.insert(markup.updateBody);
    this.reveal();
    this.touch();
    toast(notice || "Draft changed.", { text: "Undo", run: () => { this.fill(before); this.touch(); } });
  }

  insert(update) {
    const text = (update.insertContents || []).map((piece) => (piece.contentType === "TEXT" ? piece.content : htmlToText(piece.content))).join("");
    const value = this.body.value;
    if (update.type === "REPLACE") this.body.value = text;
    else if (update.type === "INSERT_AT_START") this.body.value = text + value;
    else if (update.type === "INSERT_AT_END") this.body.value = value + text;
    else this.body.setRangeText(text, this.body.selectionStart, this.body.selectionEnd, "end");
  }
}

/** The words of a piece of HTML, read in a document that neither runs nor loads anything. */
function htmlToText(html) {
  const inert = new DOMParser().parseFromString(html, "text/html");
  for (const gone of inert.querySelectorAll("script, style, template")) gone.remove();
  for (const line of inert.querySelectorAll("br")) line.replaceWith("\n");
  for (const block of inert.querySelectorAll("p, div, li, blockquote, h1, h2, h3")) block.append("\n");
  return inert.body.textContent.replace(/\n{3,}/g, "\n\n");
}

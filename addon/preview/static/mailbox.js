// The message list and the open message.

import { api } from "./api.js";
import { avatar, fileSize, h, icon, iconButton, longDate, shortDate, splitAddress } from "./dom.js";

const PAGE_SIZE = 50;
const HIDDEN_LABELS = new Set(["INBOX", "UNREAD", "IMPORTANT", "SENT"]);

const labelName = (label) => (label === label.toUpperCase() ? label.replace("CATEGORY_", "").toLowerCase() : label);

export class MessageList {
  /** `page` has openRow(row) and compose(). `root` is filled. */
  constructor(root, page) {
    this.page = page;
    this.query = null;
    this.tokens = [null]; // the token that leads to each page seen so far
    this.at = 0;
    this.rows = [];
    this.links = [];
    this.current = 0;
    this.turn = 0;
    this.total = 0;
    this.count = h("span", { class: "count", "aria-live": "polite" });
    this.newer = iconButton("left", "Newer", () => this.load(this.at - 1, true), { disabled: true });
    this.older = iconButton("right", "Older", () => this.load(this.at + 1, true), { disabled: true });
    this.heading = h("h1", {});
    this.list = h("ul", { class: "rows" });
    root.replaceChildren(
      h("div", { class: "toolbar" }, iconButton("refresh", "Refresh", () => this.refresh()), this.heading, this.count, this.newer, this.older),
      this.list,
      h("button", { type: "button", class: "float-button", "aria-label": "Compose", onclick: () => this.page.compose() }, icon("pencil")));
    this.list.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); this.move(step); }
    });
  }

  show(query, title) {
    this.heading.textContent = title;
    if (query === this.query) return Promise.resolve();
    this.query = query;
    this.tokens = [null];
    this.current = 0;
    return this.load(0);
  }

  refresh() {
    this.tokens.length = this.at + 1;
    return this.load(this.at);
  }

  async load(at, fromButton = false) {
    const turn = (this.turn += 1);
    this.list.setAttribute("aria-busy", "true");
    try {
      const found = await api.messages(this.query, this.tokens[at], PAGE_SIZE);
      if (turn !== this.turn) return;
      this.at = at;
      if (found.next_token) this.tokens[at + 1] = found.next_token;
      if (fromButton) this.current = 0;
      this.fill(found);
    } catch (error) {
      if (turn === this.turn) this.fail(error.message);
    } finally {
      if (turn === this.turn) this.list.removeAttribute("aria-busy");
    }
  }

  fill(found) {
    const first = this.at * PAGE_SIZE;
    this.rows = found.rows;
    this.total = found.total;
    this.count.textContent = found.rows.length ? `${(first + 1).toLocaleString()}–${(first + found.rows.length).toLocaleString()} of ${found.total.toLocaleString()}` : "";
    this.newer.disabled = this.at === 0;
    this.older.disabled = !found.next_token;
    this.current = Math.min(this.current, Math.max(0, found.rows.length - 1));
    this.links = found.rows.map((row, index) => this.drawRow(row, index));
    this.list.replaceChildren(...this.links.map((link) => h("li", {}, link)));
    this.list.scrollTop = 0;
    if (!found.rows.length) this.list.append(h("li", { class: "nothing" }, icon("inbox"), this.query ? "No messages matched your search." : "No messages."));
  }

  fail(text) {
    this.rows = [];
    this.links = [];
    this.count.textContent = "";
    this.list.replaceChildren(h("li", { class: "nothing", role: "alert" }, icon("warning"), text));
  }

  drawRow(row, index) {
    const labels = row.labels.filter((label) => !HIDDEN_LABELS.has(label)).slice(0, 3);
    const sender = row.sender || "(no sender)";
    return h("a", { class: row.unread ? "row unread" : "row", href: `#message/${encodeURIComponent(row.gmail_id)}`, tabindex: index === this.current ? "0" : "-1",
      onclick: (event) => { event.preventDefault(); this.current = index; this.page.openRow(row); }, onfocus: () => this.select(index) },
    avatar(sender),
    h("span", { class: "sender" }, row.unread ? h("span", { class: "sr" }, "Unread: ") : null, sender),
    h("span", { class: "line" }, labels.map((label) => h("span", { class: "label" }, labelName(label))),
      h("span", { class: "subject" }, row.subject || "(no subject)"), h("span", { class: "snippet" }, row.snippet ? `\u2002–\u2002${row.snippet}` : "")),
    row.has_attachment ? h("span", { class: "clip" }, icon("attach", "Has attachment")) : null,
    h("time", { class: "date", datetime: new Date(row.date_ms).toISOString() }, shortDate(row.date_ms)));
  }

  select(index) {
    this.links[this.current]?.setAttribute("tabindex", "-1");
    this.current = index;
    this.links[index]?.setAttribute("tabindex", "0");
  }

  /** Move the selection by `step` rows and focus it; return whether there was such a row. */
  move(step) {
    if (!this.rows.length) return false;
    const inside = this.list.contains(document.activeElement);
    const next = inside ? this.current + step : this.current;
    if (next < 0 || next >= this.rows.length) return false;
    this.select(next);
    this.links[next].focus();
    return true;
  }

  focus() {
    this.links[this.current]?.focus({ preventScroll: false });
  }

  /** The row `step` places from the message `id`, made current; undefined at either end. */
  neighbour(id, step) {
    const at = this.rows.findIndex((row) => row.gmail_id === id);
    const row = at < 0 ? undefined : this.rows[at + step];
    if (row) this.select(at + step);
    return row;
  }

  markRead(id) {
    const index = this.rows.findIndex((row) => row.gmail_id === id);
    if (index < 0) return;
    this.select(index);
    this.links[index].classList.remove("unread");
    this.links[index].querySelector(".sr")?.remove();
  }
}

export class MessageView {
  /** `page` has back(), step(delta), reply(message), showCard(). */
  constructor(root, page) {
    this.page = page;
    this.root = root;
    this.turn = 0;
    this.message = null;
  }

  async show(id) {
    const turn = (this.turn += 1);
    this.message = null;
    this.root.replaceChildren(this.bar(), h("div", { class: "skeleton message-skeleton", role: "status", "aria-label": "Loading the message" },
      ["wide", "short", "gap wide", "wide", "wide", "short"].map((look) => h("i", { class: look }))));
    try {
      const message = await api.message(id);
      if (turn !== this.turn) return null;
      this.message = message;
      this.draw(message);
      return message;
    } catch (error) {
      if (turn === this.turn) this.root.replaceChildren(this.bar(), h("p", { class: "nothing", role: "alert" }, icon("warning"), error.message));
      return null;
    }
  }

  bar() {
    return h("div", { class: "toolbar" }, iconButton("back", "Back to the list", () => this.page.back()), h("span", { class: "stretch" }),
      iconButton("up", "Newer message", () => this.page.step(-1)), iconButton("down", "Older message", () => this.page.step(1)));
  }

  draw(message) {
    const from = splitAddress(message.sender || "(no sender)");
    const labels = message.labels.filter((label) => label !== "UNREAD");
    const title = h("h1", { tabindex: "-1" }, message.subject || "(no subject)", " ", labels.slice(0, 4).map((label) => h("span", { class: "label" }, labelName(label))));
    const body = message.html
      ? h("iframe", { class: "sheet", sandbox: "", title: "Message text", referrerpolicy: "no-referrer", src: api.sheet(message.gmail_id) })
      : h("div", { class: "plain" }, message.text || h("em", {}, "This message has no text."));
    this.root.replaceChildren(this.bar(), h("article", { class: message.html ? "message framed" : "message" },
      title,
      h("div", { class: "from-line" }, avatar(from.name),
        h("div", { class: "from" }, h("div", {}, h("b", {}, from.name), from.address === from.name ? null : h("span", { class: "spec" }, ` <${from.address}>`)), this.recipients(message)),
        h("time", { datetime: new Date(message.date_ms).toISOString() }, longDate(message.date_ms)),
        iconButton("reply", "Reply", () => this.page.reply(message), { class: "icon-button reply" })),
      body, this.files(message),
      h("button", { type: "button", class: "card-button outlined reply-wide", onclick: () => this.page.reply(message) }, icon("reply"), "Reply")),
    h("button", { type: "button", class: "float-button wide", onclick: () => this.page.showCard() }, h("img", { src: "static/logo.svg", alt: "", width: "20", height: "20" }), "Acquaint"));
    title.focus({ preventScroll: true });
  }

  recipients(message) {
    const names = [...message.to, ...message.cc].map((entry) => splitAddress(entry).name);
    const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
    const pairs = [["from", [message.sender]], ["to", message.to], ["cc", message.cc], ["date", [longDate(message.date_ms)]], ["subject", [message.subject]]];
    return h("details", { class: "recipients" },
      h("summary", {}, names.length ? `to ${shown}` : "no visible recipients", icon("down")),
      h("dl", {}, pairs.filter(([, values]) => values.length).map(([key, values]) => [h("dt", {}, `${key}:`), h("dd", {}, values.join(", "))])),
      message.headers.length ? h("details", { class: "all-headers" }, h("summary", {}, "All headers"),
        h("pre", {}, message.headers.map(([name, value]) => `${name}: ${value}`).join("\n"))) : null);
  }

  files(message) {
    if (!message.attachments.length) return null;
    const count = message.attachments.length;
    return h("section", { class: "files", "aria-label": "Attachments" }, h("h2", {}, `${count} attachment${count === 1 ? "" : "s"}`),
      h("ul", {}, message.attachments.map((file) => h("li", { title: file.media_type }, icon(file.media_type.startsWith("image/") ? "image" : "DESCRIPTION"),
        h("span", {}, h("b", {}, file.filename || "(no name)"), h("small", {}, fileSize(file.size)))))));
  }
}

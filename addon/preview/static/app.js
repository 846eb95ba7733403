// Wires the page together: state, addresses (#search/..., #message/...), the sidebar, the compose window and the keys.

import { api } from "./api.js";
import { CardHost } from "./card-host.js";
import { Compose } from "./compose.js";
import { openHelp, openSettings } from "./dialogs.js";
import { avatar, h, icon, splitAddress, toast } from "./dom.js";
import { MessageList, MessageView } from "./mailbox.js";

const byId = (id) => document.getElementById(id);
const phone = window.matchMedia("(max-width: 760px)");
const START = "in:inbox";
const FOLDER_ICONS = { inbox: "inbox", starred: "star", sent: "sent", drafts: "draft", "all mail": "all", spam: "spam", bin: "trash", trash: "trash" };

class Settings {
  constructor(state) {
    this.state = state;
    this.granted = new Set(state.scopes.filter((scope) => scope.granted).map((scope) => scope.url));
  }

  grant(scopes) {
    for (const scope of scopes) this.granted.add(scope);
  }

  set(scope, on) {
    if (on) this.granted.add(scope);
    else this.granted.delete(scope);
  }
}

class App {
  constructor(state) {
    this.settings = new Settings(state);
    this.query = START;
    this.openId = "";
    this.compose = null;
    this.links = {
      settings: this.settings,
      search: (query) => this.search(query),
      openMessage: (id) => this.openMessage(id),
      openDraft: (id) => this.openDraft(id),
      compose: (to) => this.startCompose({ to: to ? [to] : [] }),
      close: () => this.closePanel(),
      around: () => this.around(),
      composeClosed: () => this.composeClosed(),
    };
    this.list = new MessageList(byId("list-view"), {
      openRow: (row) => (row.draft_id ? this.openDraft(row.draft_id) : this.openMessage(row.gmail_id)), compose: () => this.startCompose(),
    });
    this.message = new MessageView(byId("message-view"), {
      back: () => this.backToList(), step: (delta) => this.step(delta), reply: (message) => this.reply(message), showCard: () => this.openPanel(),
    });
    this.host = new CardHost(byId("panel"), this.links);
  }

  start() {
    this.drawFrame();
    this.wireButtons();
    document.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("hashchange", () => this.route());
    phone.addEventListener("change", () => this.layOut());
    this.route();
    this.watchIndexing();
  }

  // --- frame ---

  drawFrame() {
    const { state } = this.settings;
    byId("mbox").textContent = state.mbox;
    const owner = byId("owner");
    owner.replaceWith(Object.assign(avatar(state.name || state.owner), { id: "owner", title: `${state.name} ${state.owner}`.trim() }));
    byId("owner").removeAttribute("aria-hidden");
    byId("owner").setAttribute("role", "img");
    byId("owner").setAttribute("aria-label", `Mailbox of ${state.owner}`);
    byId("rail-button").title = state.addon_name;
    for (const place of document.querySelectorAll("[data-icon]")) place.prepend(icon(place.dataset.icon));
    this.drawFolders();
  }

  drawFolders() {
    byId("folder-list").replaceChildren(...this.settings.state.folders.map((folder) =>
      h("li", {}, h("a", { href: `#search/${encodeURIComponent(folder.query)}`, "data-query": folder.query, onclick: () => this.closeDrawer() },
        icon(FOLDER_ICONS[folder.name.toLowerCase()] || "label"), h("span", {}, folder.name),
        folder.unread ? h("small", { "aria-label": `${folder.unread} unread` }, folder.unread.toLocaleString()) : null))));
    this.markFolder();
  }

  markFolder() {
    for (const link of byId("folder-list").querySelectorAll("a")) {
      if (link.dataset.query === this.query) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  wireButtons() {
    byId("search").addEventListener("submit", (event) => { event.preventDefault(); this.search(byId("query").value.trim()); });
    byId("query").addEventListener("input", () => { byId("query-clear").hidden = !byId("query").value; });
    byId("query-clear").addEventListener("click", () => { this.search(START); byId("query").focus(); });
    byId("compose-button").addEventListener("click", () => { this.closeDrawer(); this.startCompose(); });
    byId("settings-button").addEventListener("click", () => openSettings(this.settings, () => this.host.reload()));
    byId("help-button").addEventListener("click", openHelp);
    byId("rail-button").addEventListener("click", () => (document.body.classList.contains("no-panel") ? this.openPanel() : this.closePanel()));
    byId("menu-button").addEventListener("click", () => this.toggleDrawer());
    byId("shade").addEventListener("click", () => this.closeDrawer());
    for (const link of document.querySelectorAll("[data-skip]")) {
      link.addEventListener("click", (event) => { event.preventDefault(); byId(link.dataset.skip).focus(); });
    }
  }

  toggleDrawer() {
    const open = document.body.classList.toggle("drawer");
    byId("shade").hidden = !open;
    byId("menu-button").setAttribute("aria-expanded", String(open));
  }

  closeDrawer() {
    if (document.body.classList.contains("drawer")) this.toggleDrawer();
  }

  // --- where we are ---

  route() {
    const [place, value = "", extra = ""] = location.hash.slice(1).split("/").map(decode);
    const messageOpen = place === "message" && value !== "";
    const query = place === "search" ? value : messageOpen ? this.query : START;
    this.query = query;
    this.showList(query);
    this.cardOpen = (messageOpen ? extra : value === "card" && place === "home" ? "card" : "") === "card";
    if (messageOpen) this.showMessage(value);
    else this.leaveMessage();
    this.layOut();
  }

  showList(query) {
    byId("query").value = query === START ? "" : query;
    byId("query-clear").hidden = query === START;
    const folder = this.settings.state.folders.find((entry) => entry.query === query);
    this.list.show(query, folder ? folder.name : "Search results");
    this.markFolder();
  }

  async showMessage(id) {
    if (id === this.openId) return;
    this.openId = id;
    document.title = "Message · Acquaint preview";
    if (!document.body.classList.contains("no-panel")) this.host.open(this.around());
    const message = await this.message.show(id);
    if (message) {
      this.list.markRead(id);
      document.title = `${message.subject || "(no subject)"} · Acquaint preview`;
    }
  }

  leaveMessage() {
    const had = this.openId;
    this.openId = "";
    document.title = "Acquaint preview";
    if ((had || !this.host.surroundings) && !document.body.classList.contains("no-panel")) this.host.open(this.around());
    if (had) requestAnimationFrame(() => this.list.focus());
  }

  layOut() {
    const view = this.cardOpen && phone.matches ? "card" : this.openId ? "message" : "list";
    document.body.dataset.view = view;
    byId("list-view").hidden = view !== "list";
    byId("message-view").hidden = view === "list" || (view === "card" && !this.openId);
  }

  around() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return { trigger: this.openId ? "message" : "homepage", gmail_id: this.openId, locale: navigator.language, time_zone: zone,
      offset_ms: -new Date().getTimezoneOffset() * 60000 };
  }

  search(query) {
    this.leavePhoneCard();
    const hash = `#search/${encodeURIComponent(query)}`;
    if (location.hash === hash) this.route();
    else location.hash = hash;
  }

  openMessage(id) {
    this.leavePhoneCard();
    location.hash = `#message/${encodeURIComponent(id)}`;
  }

  leavePhoneCard() {
    this.cardOpen = false;
    if (phone.matches && this.compose) this.compose.close();
  }

  backToList() {
    location.hash = `#search/${encodeURIComponent(this.query)}`;
  }

  step(delta) {
    const row = this.list.neighbour(this.openId, delta);
    if (row) this.openMessage(row.gmail_id);
  }

  // --- the sidebar ---

  openPanel() {
    document.body.classList.remove("no-panel");
    byId("rail-button").setAttribute("aria-pressed", "true");
    const now = this.around();
    const shown = this.host.surroundings;
    if (!shown || shown.trigger !== now.trigger || shown.gmail_id !== now.gmail_id) this.host.open(now);
    if (phone.matches && !this.cardOpen) location.hash = this.openId ? `#message/${encodeURIComponent(this.openId)}/card` : "#home/card";
  }

  closePanel() {
    if (phone.matches) {
      location.hash = this.openId ? `#message/${encodeURIComponent(this.openId)}` : `#search/${encodeURIComponent(this.query)}`;
      return;
    }
    document.body.classList.add("no-panel");
    byId("rail-button").setAttribute("aria-pressed", "false");
    byId("rail-button").focus();
  }

  // --- writing ---

  async startCompose(draft = {}, draftId = "") {
    if (this.compose) {
      await this.compose.close();
      if (this.compose) return;
    }
    document.body.classList.add("composing");
    this.compose = new Compose(byId("compose-slot"), this.links, draft, draftId);
  }

  async openDraft(id) {
    try {
      await this.startCompose(await api.draft(id), id);
    } catch (error) {
      toast(error.message);
    }
  }

  composeClosed() {
    this.compose = null;
    document.body.classList.remove("composing");
    if (this.query.includes("draft")) this.list.refresh();
    if (this.openId) byId("message-view").querySelector("h1")?.focus({ preventScroll: true });
    else this.list.focus();
  }

  reply(message) {
    const subject = /^re:/i.test(message.subject) ? message.subject : `Re: ${message.subject}`;
    const quoted = (message.text || "").split("\n").slice(0, 200).map((line) => `> ${line}`).join("\n");
    const { name } = splitAddress(message.sender);
    this.startCompose({ to: [message.sender], subject, thread_id: message.thread_id, body: quoted ? `\n\n${name} wrote:\n${quoted}` : "" });
  }

  // --- indexing ---

  async watchIndexing() {
    const { state } = this.settings;
    const running = state.progress && state.progress.done < state.progress.total;
    byId("indexing").hidden = !running;
    if (!running) return;
    const { done, total } = state.progress;
    byId("indexing-text").textContent = `Reading ${state.mbox}: ${done.toLocaleString()} of ${total.toLocaleString()} messages`;
    byId("indexing-bar").max = total;
    byId("indexing-bar").value = done;
    await new Promise((resolve) => setTimeout(resolve, 700));
    try {
      const fresh = await api.state();
      Object.assign(state, { progress: fresh.progress, folders: fresh.folders });
      this.drawFolders();
      if (!this.list.rows.length || !state.progress || state.progress.done >= state.progress.total) this.list.refresh();
    } catch {
      // asked again in a moment
    }
    this.watchIndexing();
  }

  // --- keys ---

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      if (document.body.classList.contains("drawer")) this.closeDrawer();
      else if (typing) event.target.blur();
      else if (document.body.dataset.view === "card") this.closePanel();
      else if (this.compose) this.compose.close();
      else if (this.openId) this.backToList();
      return;
    }
    if (typing) return;
    const done = this.shortcut(event.key);
    if (done) event.preventDefault();
  }

  shortcut(key) {
    if (key === "/") byId("query").focus();
    else if (key === "c") this.startCompose();
    else if (key === "?") openHelp();
    else if (key === "u" && this.openId) this.backToList();
    else if ((key === "j" || key === "k") && this.openId) this.step(key === "j" ? 1 : -1);
    else if (key === "j" || key === "k") this.list.move(key === "j" ? 1 : -1);
    else if ((key === "ArrowDown" || key === "ArrowUp") && document.activeElement === document.body && !this.openId) this.list.move(key === "ArrowDown" ? 1 : -1);
    else return false;
    return true;
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

try {
  new App(await api.state()).start();
} catch (error) {
  byId("list-view").replaceChildren(h("p", { class: "nothing", role: "alert" }, icon("warning"), error.message));
}

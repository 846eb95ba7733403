// A place where the add-on's cards live: the sidebar, or the pane beside a draft. It calls the add-on, keeps the
// stack of cards, and does what an answer asks for.

import { api } from "./api.js";
import { AnswerError, gmailTarget, linkProblem, readAnswer } from "./answers.js";
import { drawCard } from "./cards.js";
import { askConsent } from "./dialogs.js";
import { h, icon, iconButton, openMenu, toast } from "./dom.js";

export class CardHost {
  /**
   * `root` is filled. `page` is what surrounds it: {settings, search(query), openMessage(id), openDraft(id), compose(to),
   * close()}; `draft`, in a compose window, has {surroundings(), apply(markup, notice)}.
   */
  constructor(root, page, draft = null) {
    this.page = page;
    this.draft = draft;
    this.turn = 0;
    this.stack = [];
    this.surroundings = null;
    this.stale = false;
    this.backButton = iconButton("back", "Back", () => this.back(), { class: "icon-button at-root" });
    this.menuButton = iconButton("more", "More add-on actions", () => this.openMenu(), { "aria-haspopup": "menu" });
    this.title = h("span", { class: "panel-title" }, page.settings.state.addon_name);
    this.busy = h("div", { class: "busy", role: "progressbar", "aria-label": "Loading", hidden: true });
    this.body = h("div", { class: "panel-body", "aria-live": "polite" });
    this.foot = h("div", { class: "panel-foot" });
    this.strip = h("div", { class: "cost", "aria-label": "Cost of the last event", hidden: true });
    root.replaceChildren(
      h("div", { class: "panel-head" }, this.backButton, h("img", { src: "static/logo.svg", alt: "", width: "20", height: "20" }), this.title,
        this.menuButton, iconButton("close", "Close", () => page.close(), { class: "icon-button wide-only" })),
      this.busy, this.body, this.foot, this.strip);
  }

  /** Call the trigger for what is on screen now, and start a new stack of cards. */
  open(surroundings) {
    this.turn += 1;
    this.surroundings = surroundings;
    this.stack = [];
    this.stale = false;
    this.showSkeleton();
    return this.call({ surroundings });
  }

  reload() {
    return this.surroundings ? this.open(this.draft ? this.draft.surroundings() : this.surroundings) : null;
  }

  /** Send an event or a click, and act on the answer; answers that come after the screen has moved on are dropped. */
  async call(event, asked = new Set()) {
    const turn = this.turn;
    this.busy.hidden = event.action?.loadIndicator === "NONE";
    this.body.toggleAttribute("inert", Boolean(event.action));
    try {
      const answer = await this.send(event);
      if (turn !== this.turn) return;
      this.showCost(answer.cost);
      const wanted = readAnswer(answer, Boolean(event.action));
      if (wanted.scopes || wanted.allScopes) await this.consent(wanted, event, asked, turn);
      else if (wanted.prompt) this.showPrompt(wanted.prompt);
      else await this.carryOut(wanted, event);
    } catch (error) {
      if (turn === this.turn) this.showError(error instanceof AnswerError ? `Run time error. ${error.message}` : error.message);
    } finally {
      if (turn === this.turn) {
        this.busy.hidden = true;
        this.body.removeAttribute("inert");
      }
    }
  }

  send(event) {
    const scopes = [...this.page.settings.granted];
    if (!event.action) return api.event(event.surroundings, scopes);
    const parameters = Object.fromEntries((event.action.parameters || []).map((item) => [item.key, item.value ?? ""]));
    return api.click(event.action.function, parameters, event.inputs, event.surroundings, scopes);
  }

  async carryOut(wanted, event) {
    for (const step of wanted.navigations) this.navigate(step);
    if (event.action?.persistValues === false && !wanted.navigations.length) this.top?.form.forEach((field) => field.reset());
    if (wanted.stateChanged) this.stale = true;
    if (wanted.notification) toast(wanted.notification);
    if (wanted.link) this.follow(wanted.link);
    if (wanted.gmail) await this.doGmail(wanted.gmail, wanted.notification);
    if (!this.stack.length && !event.action) throw new AnswerError("The answer holds no card.");
  }

  async doGmail(gmail, notice) {
    if (gmail.updateDraftActionMarkup) {
      if (!this.draft) throw new AnswerError("A draft can only be changed from a compose card.");
      this.draft.apply(gmail.updateDraftActionMarkup, notice);
    }
    if (gmail.openCreatedDraftActionMarkup) await this.page.openDraft(gmail.openCreatedDraftActionMarkup.draftId);
    if (gmail.addonComposeUiActionMarkup?.type === "DISMISS" && this.draft) this.page.close();
  }

  // --- the stack of cards ---

  get top() {
    return this.stack[this.stack.length - 1];
  }

  navigate(step) {
    if (step.pushCard) this.stack.push(this.draw(step.pushCard));
    else if (step.updateCard) {
      if (!this.stack.length) throw new AnswerError("There is no card to update; push one.");
      this.stack[this.stack.length - 1] = this.draw(step.updateCard, this.top);
    } else if (step.pop) this.stack.length = Math.max(1, this.stack.length - 1);
    else if (step.popToRoot) this.stack.length = Math.min(1, this.stack.length);
    else if (step.popToCard) {
      const at = this.stack.findLastIndex((entry) => entry.card.name === step.popToCard);
      if (at < 0) throw new AnswerError(`There is no card named ${step.popToCard}.`);
      this.stack.length = at + 1;
    }
    this.show();
  }

  /** Draw a card; typed values of fields that `before` has as well are kept. */
  draw(card, before = null) {
    const drawn = drawCard(card, this);
    for (const [name, field] of drawn.form) {
      const old = before?.form.get(name);
      const value = old?.read();
      if (value) field.fill(value);
      else if (old) field.empty?.();
    }
    return { card, ...drawn };
  }

  push(card) {
    this.navigate({ pushCard: card });
  }

  back() {
    if (this.stack.length < 2) return this.page.close(); // the way out on phones, where the card fills the screen
    this.stack.length = Math.max(1, this.stack.length - 1);
    return this.stack.length === 1 && this.stale ? this.reload() : this.show();
  }

  show() {
    if (!this.top) return;
    const hadFocus = this.body.contains(document.activeElement);
    this.body.replaceChildren(this.top.element);
    this.body.scrollTop = 0;
    this.foot.replaceChildren(...(this.top.footer ? [this.top.footer] : []));
    const deep = this.stack.length > 1;
    this.backButton.classList.toggle("at-root", !deep);
    if (hadFocus) (deep ? this.backButton : this.menuButton).focus({ preventScroll: true });
  }

  openMenu() {
    const universal = this.page.settings.state.universal_actions.map((item) => ({
      text: item.label, run: () => this.act({ function: item.url }, null, new Map()),
    }));
    openMenu(this.menuButton, [...(this.top?.menu || []), { text: "Reload", run: () => this.reload() }, ...universal]);
  }

  // --- what cards ask of their host ---

  act(action, element, form) {
    const problem = this.actionProblem(action.function);
    if (problem) return this.refuse(problem);
    const required = action.allWidgetsAreRequired ? [...form.keys()] : action.requiredWidgets || [];
    const missing = required.filter((name) => form.get(name) && !form.get(name).filled());
    if (missing.length) return toast("Please fill in the required fields.");
    return this.call({ surroundings: this.around(), action, inputs: readForm(form) });
  }

  async suggest(action, form) {
    try {
      const answer = await this.send({ surroundings: this.around(), action, inputs: readForm(form) });
      return readAnswer(answer, true).items || [];
    } catch {
      return []; // a suggestion that fails is no suggestion
    }
  }

  around() {
    return this.draft ? this.draft.surroundings() : this.surroundings;
  }

  followDynamic(action, element, form) {
    return this.act(action, element, form);
  }

  follow(link) {
    const problem = this.linkProblem(link.url);
    if (problem) return this.refuse(problem);
    const target = gmailTarget(link.url);
    if (target?.message) return this.page.openMessage(target.message);
    if (target) return this.page.search(target.search);
    if (link.url.startsWith("mailto:")) return this.page.compose(decodeURIComponent(link.url.slice(7).split("?")[0]));
    const child = window.open(link.url, "_blank", "noopener,noreferrer");
    if (link.onClose === "RELOAD") window.addEventListener("focus", () => this.reload(), { once: true });
    return child;
  }

  linkProblem(url) {
    const { addon_base: base, link_prefixes: prefixes } = this.page.settings.state;
    if (typeof url === "string" && url.startsWith(`${base}/`)) return null; // served from this machine, where there is no https
    return linkProblem(url, prefixes);
  }

  actionProblem(url) {
    const base = this.page.settings.state.addon_base;
    return url.startsWith(`${base}/`) ? null : "an action's function must be an address of the add-on itself";
  }

  /** Where a picture comes from: {src}, nothing (not loaded), or with a {problem}. Only the add-on's own are loaded. */
  picture(url) {
    const base = this.page.settings.state.addon_base;
    if (/\.svg(?:[?#]|$)/i.test(url)) return { problem: "Google shows PNG and JPG pictures, not SVG" };
    if (url.startsWith(`${base}/`)) return { src: new URL(url.slice(base.length), location.origin).href };
    return url.startsWith("https://") ? {} : { problem: "a picture needs an https address" };
  }

  refuse(problem) {
    toast(`Refused: ${problem}.`);
  }

  // --- consent ---

  async consent(wanted, event, asked, turn) {
    const { state, granted } = this.page.settings;
    const known = new Set(state.scopes.map((scope) => scope.url));
    const scopes = wanted.allScopes ? [...known] : wanted.scopes;
    if (scopes.some((scope) => !known.has(scope))) throw new AnswerError("It asks for a permission that the manifest does not list.");
    const missing = scopes.filter((scope) => !granted.has(scope));
    if (!missing.length || missing.every((scope) => asked.has(scope))) {
      if (!missing.length) throw new AnswerError("It asks again for permissions that it already has.");
      return this.showRefused(event);
    }
    this.busy.hidden = true;
    const ticked = await askConsent(state, missing);
    if (turn !== this.turn) return undefined;
    if (!ticked.length) return this.stack.length ? undefined : this.showRefused(event);
    this.page.settings.grant(ticked);
    return this.call(event, new Set([...asked, ...missing]));
  }

  // --- panes ---

  showSkeleton() {
    this.clear(h("div", { class: "skeleton", role: "status", "aria-label": "Loading the card" },
      ["wide", "", "short", "gap wide", "", "", "short"].map((look) => h("i", { class: look }))));
  }

  showError(text) {
    this.stack = [];
    this.clear(h("div", { class: "error-pane", role: "alert" }, icon("warning"), h("h2", {}, "Error with the add-on."), h("p", {}, text)),
      h("div", { class: "pane-actions" }, h("button", { type: "button", class: "card-button outlined", onclick: () => this.reload() }, "Try again")));
  }

  showRefused(event) {
    this.clear(h("div", { class: "quiet-pane" }, icon("lock"), h("h2", {}, "Permission needed"),
      h("p", {}, `${this.page.settings.state.addon_name} asked for a permission and did not get it.`),
      h("button", { type: "button", class: "card-button filled", onclick: () => this.call(event) }, "Grant access")));
  }

  showPrompt(prompt) {
    this.clear(h("div", { class: "quiet-pane" }, icon("lock"), h("h2", {}, "Authorisation required"),
      h("p", {}, prompt.resource ? `${prompt.resource} needs you to sign in.` : "The add-on needs you to sign in elsewhere."),
      h("button", { type: "button", class: "card-button filled", onclick: () => this.follow({ url: prompt.url, onClose: "RELOAD" }) }, "Authorise access")));
  }

  clear(...nodes) {
    this.body.replaceChildren(...nodes);
    this.foot.replaceChildren();
    this.backButton.classList.add("at-root");
  }

  showCost(cost) {
    const one = (count, word) => h("span", {}, h("b", {}, count.toLocaleString()), ` ${word}${count === 1 ? "" : "s"}`);
    this.strip.hidden = false;
    this.strip.title = "What the last event cost: calls to Gmail, round trips one after another, quota units, and the add-on's own time";
    this.strip.replaceChildren(one(cost.calls, "call"), one(cost.round_trips, "round trip"), one(cost.units, "unit"),
      h("span", {}, h("b", {}, cost.ms < 10 ? cost.ms.toFixed(1) : Math.round(cost.ms).toLocaleString()), " ms"));
  }
}

function readForm(form) {
  const inputs = {};
  for (const [name, field] of form) {
    const value = field.read();
    if (value !== undefined) inputs[name] = value;
  }
  return inputs;
}

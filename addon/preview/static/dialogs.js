// Modal windows: the consent screen, the permission switches, the list of keys.

import { avatar, h } from "./dom.js";

function show(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.showModal();
}

/**
 * Ask for `missing` scopes as Google's granular consent does, and return the ticked ones ([] when refused).
 * Google shows no boxes when there is a single one to grant.
 */
export function askConsent(state, missing) {
  const scopes = missing.map((url) => state.scopes.find((scope) => scope.url === url) || { url, label: url });
  const boxes = scopes.map((scope) => h("input", { type: "checkbox", value: scope.url }));
  const all = h("input", { type: "checkbox" });
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  for (const box of boxes) box.addEventListener("change", () => { all.checked = boxes.every((each) => each.checked); });
  const single = scopes.length === 1;
  const list = single
    ? h("ul", { class: "consent-list single" }, h("li", {}, h("span", {}, scopes[0].label, h("code", {}, shortScope(scopes[0].url)))))
    : h("ul", { class: "consent-list" },
      h("li", { class: "all" }, h("label", {}, h("span", {}, "Select all"), all)),
      scopes.map((scope, index) => h("li", {}, h("label", {}, h("span", {}, scope.label, h("code", {}, shortScope(scope.url))), boxes[index]))));
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "consent", "aria-labelledby": "consent-title" },
      h("form", { method: "dialog" },
        h("h2", { id: "consent-title" }, `${state.addon_name} wants access to your Google Account`),
        h("p", { class: "account" }, avatar(state.name || state.owner), state.owner),
        h("p", {}, single ? `This will allow ${state.addon_name} to:` : `Select what ${state.addon_name} can access`),
        list,
        h("p", { class: "small" }, "A stand-in for Google's consent screen. Nothing leaves this machine."),
        h("div", { class: "dialog-actions" },
          h("button", { type: "submit", value: "", class: "card-button borderless" }, "Cancel"),
          h("button", { type: "submit", value: "yes", class: "card-button filled" }, "Continue"))));
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") resolve([]);
      else resolve(single ? [scopes[0].url] : boxes.filter((box) => box.checked).map((box) => box.value));
    });
    show(dialog);
  });
}

/** The permission switches; `changed` is called once, after closing, when something was switched. */
export function openSettings(settings, changed) {
  const before = [...settings.granted].sort().join(" ");
  const lines = settings.state.scopes.map((scope) => {
    const input = h("input", { type: "checkbox", role: "switch", checked: settings.granted.has(scope.url) });
    input.addEventListener("change", () => settings.set(scope.url, input.checked));
    return h("li", {}, h("label", { class: "tick switch" }, h("span", {}, scope.label, h("code", {}, shortScope(scope.url))), input));
  });
  const dialog = h("dialog", { "aria-labelledby": "settings-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "settings-title" }, "Permissions"),
      h("p", {}, "Switch a permission off to see how the card does without it."),
      h("ul", { class: "consent-list" }, lines),
      h("div", { class: "dialog-actions" }, h("button", { type: "submit", class: "card-button filled" }, "Done"))));
  dialog.addEventListener("close", () => {
    if ([...settings.granted].sort().join(" ") !== before) changed();
  });
  show(dialog);
}

const KEYS = [["j or ↓", "Next message"], ["k or ↑", "Previous message"], ["Enter", "Open message"], ["u or Esc", "Back to the list"], ["/", "Search"],
  ["c", "Compose"], ["Esc", "Close what is open"], ["?", "This list"]];

export function openHelp() {
  show(h("dialog", { "aria-labelledby": "help-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "help-title" }, "Keyboard shortcuts"),
      h("dl", { class: "keys" }, KEYS.map(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)])),
      h("div", { class: "dialog-actions" }, h("button", { type: "submit", class: "card-button filled" }, "Close")))));
}

const shortScope = (url) => url.replace("https://www.googleapis.com/auth/", "");

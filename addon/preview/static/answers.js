// Reads the add-on's answer to an event as strictly as Gmail may: an answer of the wrong shape is an error, not a guess.

const AUTH = ["requesting_google_scopes", "basic_authorization_prompt", "custom_authorization_prompt"];
const ACTION_KEYS = ["navigations", "notification", "link"];
const NAVIGATIONS = ["pushCard", "updateCard", "pop", "popToRoot", "popToCard"];
const GMAIL_ACTIONS = ["updateDraftActionMarkup", "openCreatedDraftActionMarkup", "addonComposeUiActionMarkup"];
const DRAFT_KEYS = ["updateSubject", "updateToRecipients", "updateCcRecipients", "updateBccRecipients", "updateBody"];
const INSERTS = ["IN_PLACE_INSERT", "INSERT_AT_START", "INSERT_AT_END", "REPLACE"];
const CONTENT_TYPES = ["TEXT", "MUTABLE_HTML", "IMMUTABLE_HTML"];

/** What went wrong with an answer, as the error pane tells it. */
export class AnswerError extends Error {}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function keysWithin(value, allowed, where) {
  if (!isObject(value)) throw new AnswerError(`${where} must be an object.`);
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key)) throw new AnswerError(`${where} holds the unknown field ${key}.`);
  }
}

/**
 * Return what `answer` ({status, response_json}) asks for: {scopes}, {allScopes}, {prompt}, {items}, or
 * {navigations, notification, link, gmail, stateChanged}. Throws AnswerError.
 */
export function readAnswer(answer, isClick) {
  if (answer.status !== 200) throw new AnswerError(`Status code: ${answer.status}.`);
  let root;
  try {
    root = JSON.parse(answer.response_json);
  } catch {
    throw new AnswerError("The answer is not valid JSON.");
  }
  if (!isObject(root)) throw new AnswerError("The answer is not a JSON object.");
  const auth = AUTH.find((key) => Object.hasOwn(root, key));
  if (auth) return readAuthorisation(root, auth);
  if (isClick && Object.hasOwn(root, "autoComplete")) return { items: root.autoComplete?.items || [] };
  keysWithin(root, isClick ? ["renderActions", "stateChanged"] : ["action", "hostAppAction"], "The answer");
  if (isClick && !Object.hasOwn(root, "renderActions")) throw new AnswerError("The answer to a click needs renderActions.");
  const actions = isClick ? root.renderActions : root;
  keysWithin(actions, ["action", "hostAppAction"], "renderActions");
  if (!actions.action && !actions.hostAppAction && !isClick) throw new AnswerError("The answer holds no action.");
  return { ...readAction(actions.action || {}), gmail: readHostAction(actions.hostAppAction), stateChanged: root.stateChanged === true };
}

function readAuthorisation(root, key) {
  keysWithin(root, [key], "An answer that asks for authorisation");
  const asked = root[key];
  if (key === "requesting_google_scopes") {
    if (asked?.all_scopes === true) return { allScopes: true };
    if (!Array.isArray(asked?.scopes) || !asked.scopes.length) throw new AnswerError("requesting_google_scopes names no scopes.");
    return { scopes: asked.scopes };
  }
  if (key === "custom_authorization_prompt") return { ...readAction(asked?.action || {}), gmail: null, stateChanged: false };
  if (typeof asked?.authorization_url !== "string") throw new AnswerError("basic_authorization_prompt needs authorization_url.");
  return { prompt: { url: asked.authorization_url, resource: asked.resource || "" } };
}

function readAction(action) {
  keysWithin(action, ACTION_KEYS, "action");
  const navigations = action.navigations || [];
  if (!Array.isArray(navigations)) throw new AnswerError("action.navigations must be a list.");
  for (const step of navigations) {
    keysWithin(step, NAVIGATIONS, "A navigation");
    if (Object.keys(step).length !== 1) throw new AnswerError("A navigation must hold exactly one step.");
  }
  if (action.notification) {
    keysWithin(action.notification, ["text"], "notification");
    if (typeof action.notification.text !== "string") throw new AnswerError("notification.text must be text.");
  }
  if (action.link) keysWithin(action.link, ["url", "openAs", "onClose"], "link");
  return { navigations, notification: action.notification?.text || "", link: action.link || null };
}

function readHostAction(hostAppAction) {
  if (!hostAppAction) return null;
  keysWithin(hostAppAction, ["gmailAction"], "hostAppAction");
  const gmail = hostAppAction.gmailAction;
  keysWithin(gmail, GMAIL_ACTIONS, "gmailAction");
  if (gmail.updateDraftActionMarkup) checkDraft(gmail.updateDraftActionMarkup);
  if (gmail.openCreatedDraftActionMarkup) {
    keysWithin(gmail.openCreatedDraftActionMarkup, ["draftId", "draftThreadId"], "openCreatedDraftActionMarkup");
    if (!gmail.openCreatedDraftActionMarkup.draftId) throw new AnswerError("openCreatedDraftActionMarkup needs draftId.");
  }
  return gmail;
}

function checkDraft(markup) {
  keysWithin(markup, DRAFT_KEYS, "updateDraftActionMarkup");
  for (const [key, list] of [["updateToRecipients", "toRecipients"], ["updateCcRecipients", "ccRecipients"], ["updateBccRecipients", "bccRecipients"]]) {
    if (!markup[key]) continue;
    keysWithin(markup[key], [list], key);
    if (!(markup[key][list] || []).every((item) => typeof item.email === "string")) throw new AnswerError(`${key} needs a list of {email}.`);
  }
  if (markup.updateSubject) keysWithin(markup.updateSubject, ["subject"], "updateSubject");
  if (!markup.updateBody) return;
  keysWithin(markup.updateBody, ["type", "insertContents"], "updateBody");
  if (!INSERTS.includes(markup.updateBody.type)) throw new AnswerError("updateBody.type must be set.");
  for (const piece of markup.updateBody.insertContents || []) {
    keysWithin(piece, ["content", "contentType"], "insertContents");
    if (!CONTENT_TYPES.includes(piece.contentType)) throw new AnswerError("insertContents needs a contentType.");
  }
}

/** Why an address may not be opened from a card, or null. Google opens https, mailto and tel only. */
export function linkProblem(url, prefixes) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return "a link is no full address";
  }
  if (!["https:", "mailto:", "tel:"].includes(parsed.protocol)) return `a link with ${parsed.protocol} is refused, only https, mailto and tel open`;
  if (parsed.protocol === "https:" && prefixes.length && !prefixes.some((prefix) => parsed.href.startsWith(prefix))) {
    return `a link to ${parsed.host} is not among the manifest's openLinkUrlPrefixes`;
  }
  return null;
}

/** What a link into Gmail means here: {search}, {message}, or null for any other address. */
export function gmailTarget(url) {
  const parsed = new URL(url);
  if (parsed.protocol !== "https:" || parsed.host !== "mail.google.com" || !parsed.pathname.startsWith("/mail")) return null;
  const [place, ...rest] = parsed.hash.slice(1).split("/");
  const last = rest[rest.length - 1] || "";
  const isId = /^[0-9a-f]{10,20}$/.test(last);
  try {
    if (place === "search" && rest.length > 1 && isId) return { message: last };
    if (place === "search" && rest[0]) return { search: decodeURIComponent(rest[0].replace(/\+/g, " ")) };
    if (isId) return { message: last };
    if (["inbox", "sent", "drafts", "all"].includes(place) && !rest.length) return { search: place === "all" ? "" : `in:${place}` };
  } catch {
    return null;
  }
  return null;
}

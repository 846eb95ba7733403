// The page's own JSON endpoints. Every address is relative to the page.

const WRITE = { "X-Acquaint-Preview": "1" };

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(`api/${path}`, options);
  } catch {
    throw new Error("The preview's server does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null) throw new Error(body?.error || `The preview's server failed (status ${response.status}).`);
  return body;
}

const post = (path, value) =>
  ask(path, { method: "POST", headers: { ...WRITE, "Content-Type": "application/json" }, body: JSON.stringify(value) });

export const api = {
  state: () => ask("state"),
  messages: (query, token, size) => ask(`messages?${new URLSearchParams({ q: query, size, ...(token ? { token } : {}) })}`),
  message: (id) => ask(`messages/${encodeURIComponent(id)}`),
  sheet: (id) => `api/messages/${encodeURIComponent(id)}/sheet`,
  event: (surroundings, scopes) => post("event", { surroundings, scopes }),
  click: (url, parameters, formInputs, surroundings, scopes) =>
    post("click", { url, parameters, form_inputs: formInputs, surroundings, scopes }),
  draft: (id) => ask(`drafts/${encodeURIComponent(id)}`),
  saveDraft: (draft, files) => {
    const form = new FormData();
    form.append("draft", JSON.stringify(draft));
    for (const file of files) form.append("file", file, file.name);
    return ask("drafts", { method: "POST", headers: WRITE, body: form });
  },
};

// The little mark-up that Google allows in card text, read by hand and built as DOM nodes.

const STYLES = { b: "b", i: "i", u: "u", s: "s", font: "span", a: "a", time: "span" };
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", ndash: "–", mdash: "—", hellip: "…", middot: "·", bull: "•" };
const MAX_TAG = 4000;

/**
 * Read `text` and return {nodes, problems}: DOM nodes, and what Gmail might not show.
 * `link` is told every followed address and returns null, or why the address is refused.
 */
export function readText(text, { linkProblem, follow }) {
  const problems = [];
  const root = { name: "", node: document.createDocumentFragment() };
  const open = [root];
  const add = (node) => open[open.length - 1].node.append(node);
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("<", at);
    if (start < 0) break;
    if (start > at) add(decode(text.slice(at, start)));
    const tag = readTag(text, start);
    at = tag ? tag.end : start + 1;
    if (!tag) {
      add("<");
    } else if (tag.name === "br" && !tag.closing) {
      add(document.createElement("br"));
    } else if (!Object.hasOwn(STYLES, tag.name)) {
      problems.push(`<${tag.name}> is not one of the tags that cards allow`);
      add(text.slice(start, tag.end));
    } else if (tag.closing) {
      const match = open.findLastIndex((entry) => entry.name === tag.name);
      if (match > 0) open.length = match;
      else problems.push(`</${tag.name}> closes nothing`);
    } else {
      const node = make(tag, problems, linkProblem, follow);
      add(node);
      open.push({ name: tag.name, node });
    }
  }
  if (at < text.length) add(decode(text.slice(at)));
  if (open.length > 1) problems.push(`<${open[open.length - 1].name}> is never closed`);
  return { nodes: root.node, problems };
}

/** The tag that begins at `start`, or null when that "<" is only a character. */
function readTag(text, start) {
  const stop = text.indexOf(">", start);
  if (stop < 0 || stop - start > MAX_TAG) return null;
  const source = text.slice(start + 1, stop);
  const match = /^(\/?)([a-z][a-z0-9]*)(?=[\s/]|$)/i.exec(source);
  if (!match) return null;
  const attributes = {};
  for (const [, key, quoted, single, bare] of source.slice(match[0].length).matchAll(/([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi)) {
    attributes[key.toLowerCase()] = decode(quoted ?? single ?? bare ?? "");
  }
  return { name: match[2].toLowerCase(), closing: match[1] === "/", attributes, end: stop + 1 };
}

function make(tag, problems, linkProblem, follow) {
  const node = document.createElement(STYLES[tag.name]);
  for (const key of Object.keys(tag.attributes)) {
    if (!(tag.name === "font" && key === "color") && !(tag.name === "a" && key === "href")) {
      problems.push(`<${tag.name}> has the attribute ${key}, which cards do not allow`);
    }
  }
  if (tag.name === "font") {
    if (/^#[0-9a-f]{6}$/i.test(tag.attributes.color || "")) {
      node.className = "ink";
      node.style.setProperty("--font-color", tag.attributes.color);
    } else {
      problems.push("<font> needs color=\"#rrggbb\"");
    }
  } else if (tag.name === "a") {
    const problem = linkProblem(tag.attributes.href);
    if (problem) {
      problems.push(problem);
    } else {
      node.href = tag.attributes.href;
      node.target = "_blank";
      node.rel = "noopener noreferrer";
      node.addEventListener("click", (event) => { event.preventDefault(); follow({ url: tag.attributes.href }); });
    }
  }
  return node;
}

function decode(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) return Object.hasOwn(ENTITIES, name.toLowerCase()) ? ENTITIES[name.toLowerCase()] : whole;
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
  });
}

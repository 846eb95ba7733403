// What Google's Cards v2 allow inside Gmail, as data: the field names and types of GoogleAppsCardV1 (the bundled
// chat.v1 discovery document), less what its documentation marks as working in Google Chat or Workspace Studio only.

const CHAT = { only: "Google Chat" };
const STUDIO = { only: "Workspace Studio" };
const oneOf = (...values) => ({ oneOf: values });
const MENU_ALIGN = oneOf("START", "CENTER", "END");

// "string", "boolean", "integer", "number", a kind's name, [kind] for a list, oneOf(...), or "drawn" for what the
// drawing code inspects by itself when it gets there.
const KINDS = {
  Card: { header: "CardHeader", sections: "drawn", cardActions: ["CardAction"], name: "string", fixedFooter: "FixedFooter",
    displayStyle: oneOf("PEEK", "REPLACE"), peekCardHeader: "CardHeader", sectionDividerStyle: oneOf("SOLID_DIVIDER", "NO_DIVIDER"), expressionData: STUDIO },
  CardHeader: { title: "string!", subtitle: "string", imageUrl: "string", imageType: oneOf("SQUARE", "CIRCLE"), imageAltText: "string" },
  CardAction: { actionLabel: "string!", onClick: "OnClick!" },
  FixedFooter: { primaryButton: "Button!", secondaryButton: "Button" },
  Section: { header: "string", widgets: "drawn", collapsible: "boolean", uncollapsibleWidgetsCount: "integer", collapseControl: "CollapseControl", id: STUDIO },
  CollapseControl: { horizontalAlignment: MENU_ALIGN, collapseButton: "Button", expandButton: "Button" },
  Widget: { textParagraph: "TextParagraph", image: "Image", decoratedText: "DecoratedText", buttonList: "ButtonList", textInput: "TextInput",
    selectionInput: "SelectionInput", dateTimePicker: "DateTimePicker", divider: "Divider", grid: "Grid", columns: "Columns", chipList: "ChipList",
    horizontalAlignment: MENU_ALIGN, carousel: CHAT, id: STUDIO, visibility: STUDIO, eventActions: STUDIO },
  TextParagraph: { text: "string!", maxLines: "integer", textSyntax: CHAT },
  Image: { imageUrl: "string!", onClick: "OnClick", altText: "string" },
  Divider: {},
  DecoratedText: { text: "string!", topLabel: "string", bottomLabel: "string", wrapText: "boolean", startIcon: "Icon", icon: "Icon", endIcon: "Icon", button: "Button",
    switchControl: "SwitchControl", onClick: "OnClick", startIconVerticalAlignment: CHAT, contentText: CHAT, topLabelText: CHAT, bottomLabelText: CHAT },
  SwitchControl: { name: "string!", value: "string", selected: "boolean", onChangeAction: "Action", controlType: oneOf("SWITCH", "CHECKBOX", "CHECK_BOX") },
  ButtonList: { buttons: ["Button"] },
  Button: { text: "string", icon: "Icon", color: "Color", onClick: "OnClick!", disabled: "boolean", altText: "string", type: oneOf("OUTLINED", "FILLED", "FILLED_TONAL", "BORDERLESS") },
  Icon: { knownIcon: "string", iconUrl: "string", altText: "string", imageType: oneOf("SQUARE", "CIRCLE"), materialIcon: CHAT },
  Color: { red: "number", green: "number", blue: "number", alpha: "number" },
  OnClick: { action: "Action", openLink: "OpenLink", openDynamicLinkAction: "Action", card: "drawn", overflowMenu: "OverflowMenu" },
  OpenLink: { url: "string!", openAs: oneOf("FULL_SIZE", "OVERLAY"), onClose: oneOf("NOTHING", "RELOAD") },
  Action: { function: "string!", parameters: ["Parameter"], loadIndicator: oneOf("SPINNER", "NONE"), persistValues: "boolean", requiredWidgets: ["string"],
    allWidgetsAreRequired: "boolean", interaction: CHAT },
  Parameter: { key: "string!", value: "string" },
  OverflowMenu: { items: ["OverflowMenuItem"] },
  OverflowMenuItem: { text: "string!", startIcon: "Icon", onClick: "OnClick!", disabled: "boolean" },
  TextInput: { name: "string!", label: "string", hintText: "string", value: "string", type: oneOf("SINGLE_LINE", "MULTIPLE_LINE"), onChangeAction: "Action",
    initialSuggestions: "Suggestions", autoCompleteAction: "Action", validation: "Validation", placeholderText: CHAT, hostAppDataSource: STUDIO },
  Suggestions: { items: ["SuggestionItem"] },
  SuggestionItem: { text: "string!" },
  Validation: { characterLimit: "integer", inputType: oneOf("TEXT", "INTEGER", "FLOAT", "EMAIL") },
  SelectionInput: { name: "string!", label: "string", type: oneOf("CHECK_BOX", "RADIO_BUTTON", "SWITCH", "DROPDOWN", "MULTI_SELECT"), items: ["SelectionItem"],
    onChangeAction: "Action", multiSelectMaxSelectedItems: "integer", multiSelectMinQueryLength: "integer", hintText: "string",
    externalDataSource: CHAT, platformDataSource: CHAT, dataSourceConfigs: STUDIO },
  SelectionItem: { text: "string!", value: "string", selected: "boolean", startIconUri: "string", bottomText: "string" },
  DateTimePicker: { name: "string!", label: "string", type: oneOf("DATE_AND_TIME", "DATE_ONLY", "TIME_ONLY"), valueMsEpoch: "string", timezoneOffsetDate: "integer",
    onChangeAction: "Action", hostAppDataSource: STUDIO },
  Grid: { title: "string", items: ["GridItem"], borderStyle: "BorderStyle", columnCount: "integer", onClick: "OnClick" },
  GridItem: { id: "string", image: "ImageComponent", title: "string", subtitle: "string", layout: oneOf("TEXT_BELOW", "TEXT_ABOVE") },
  ImageComponent: { imageUri: "string!", altText: "string", cropStyle: "CropStyle", borderStyle: "BorderStyle" },
  CropStyle: { type: oneOf("SQUARE", "CIRCLE", "RECTANGLE_CUSTOM", "RECTANGLE_4_3"), aspectRatio: "number" },
  BorderStyle: { type: oneOf("NO_BORDER", "STROKE"), strokeColor: "Color", cornerRadius: "integer" },
  Columns: { columnItems: ["Column"] },
  Column: { horizontalSizeStyle: oneOf("FILL_AVAILABLE_SPACE", "FILL_MINIMUM_SPACE"), horizontalAlignment: MENU_ALIGN,
    verticalAlignment: oneOf("CENTER", "TOP", "BOTTOM"), widgets: "drawn" },
  ChipList: { layout: oneOf("WRAPPED", "HORIZONTAL_SCROLLABLE"), chips: ["Chip"] },
  Chip: { icon: "Icon", label: "string", onClick: "OnClick", enabled: "boolean", disabled: "boolean", altText: "string" },
};

const IN_COLUMNS = new Set(["textParagraph", "image", "decoratedText", "buttonList", "textInput", "selectionInput", "dateTimePicker", "chipList"]);

/** Which widget a Widget object holds: its key, or null. */
export function widgetKind(widget) {
  return Object.keys(widget).find((key) => Object.hasOwn(KINDS.Widget, key) && typeof KINDS.Widget[key] === "string" && key !== "horizontalAlignment") ?? null;
}

/** Compare `value` with `kind` and return problems as {text, fatal}; a fatal one means it cannot be drawn. */
export function inspect(kind, value, path = kind) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [{ text: `${path} must be an object`, fatal: true }];
  const fields = KINDS[kind];
  const problems = [];
  for (const [key, item] of Object.entries(value)) {
    const where = path === "Widget" ? key : `${path}.${key}`;
    if (!Object.hasOwn(fields, key)) problems.push({ text: `${where} is not a field of Google's cards`, fatal: false });
    else problems.push(...inspectField(fields[key], item, where));
  }
  for (const [key, type] of Object.entries(fields)) {
    if (typeof type === "string" && type.endsWith("!") && !Object.hasOwn(value, key)) problems.push({ text: `${path}.${key} is missing`, fatal: true });
  }
  return problems;
}

function inspectField(type, item, path) {
  if (type.only) return [{ text: `${path} works in ${type.only} only, not in Gmail`, fatal: false }];
  if (type.oneOf) return type.oneOf.includes(item) ? [] : [{ text: `${path} is ${JSON.stringify(item)}, not one of ${type.oneOf.join(", ")}`, fatal: false }];
  if (Array.isArray(type)) {
    if (!Array.isArray(item)) return [{ text: `${path} must be a list`, fatal: true }];
    return item.flatMap((entry, index) => inspectField(type[0], entry, `${path}[${index}]`));
  }
  const name = type.replace("!", "");
  if (name === "drawn") return [];
  if (Object.hasOwn(KINDS, name)) return inspect(name, item, path);
  const fits = name === "integer" ? Number.isInteger(item) : typeof item === name;
  return fits ? [] : [{ text: `${path} must be ${name === "integer" ? "a whole number" : `a ${name}`}`, fatal: true }];
}

/** What is wrong with a widget beyond its field names. */
export function inspectWidget(widget, inColumns) {
  const problems = inspect("Widget", widget);
  const kinds = Object.keys(widget).filter((key) => Object.hasOwn(KINDS.Widget, key) && typeof KINDS.Widget[key] === "string" && key !== "horizontalAlignment");
  if (kinds.length !== 1) problems.push({ text: kinds.length ? `one widget object holds ${kinds.join(" and ")}` : "this widget is of no kind that Gmail draws", fatal: true });
  if (inColumns && kinds.some((kind) => !IN_COLUMNS.has(kind))) problems.push({ text: `${kinds[0]} is not allowed inside columns`, fatal: false });
  return problems;
}

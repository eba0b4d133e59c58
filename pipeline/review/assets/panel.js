// The current mention, as it stands, with what can be done with it.

import { make, say } from "./words.js";

/** The fields of a value that are not empty, as a list of terms. */
export function valueList(value, marked = []) {
  const filled = Object.entries(value ?? {}).filter(([, part]) => part !== null);
  return make("dl", { className: "value" }, ...filled.flatMap(([name, part]) => [
    make("dt", {}, say(`field_${name}`)),
    make("dd", { className: marked.includes(name) ? "wrong" : "" }, typeof part === "string" && say(`option_${part}`) !== part ? `${say(`option_${part}`)} (${part})` : String(part)),
  ]));
}

function goldLine({ kind, gold, fields }) {
  const told = {
    border: () => say("gold_border", gold.text),
    value: () => say("gold_value", fields.map((name) => `${say(`field_${name}`)} ${gold.value[name] ?? say("nothing")}`).join(", ")),
    spurious: () => say("gold_spurious"),
    missed: () => say("gold_missed"),
  };
  return make("p", { className: "difference" }, told[kind]());
}

/** `act` is given the key of what is to be done. */
export function mentionPanel(mention, act) {
  if (!mention) return [make("p", { className: "welcome" }, say("welcome"))];
  const missed = mention.status === "missed";
  const button = (word, key, className = "") =>
    make("button", { type: "button", className, onclick: () => act(key) }, `${say(word)} `, make("kbd", {}, key));
  return [
    make("p", { className: "about" },
      make("span", { className: `tag ${mention.label}` }, say(`label_${mention.label}`)),
      make("span", { className: `status ${mention.status}` }, say(`status_${mention.status}`)),
      mention.reviewer ? make("span", { className: "by" }, say("by", mention.reviewer)) : null),
    make("h3", { lang: "fr" }, mention.text),
    valueList(mention.value, mention.difference?.fields),
    mention.difference ? goldLine(mention.difference) : null,
    ...mention.warnings.map((warning) => make("p", { className: "warning" }, warning)),
    mention.rule ? make("p", { className: "rule" }, make("code", {}, mention.rule)) : null,
    make("div", { className: "buttons" },
      button(missed ? "add" : "accept", "a", "main"),
      missed ? null : button("reject", "r"),
      missed ? null : button("edit", "e")),
  ].filter(Boolean);
}

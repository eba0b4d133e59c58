// The form in which a mention is corrected or added. Its fields are those of the model of the label; the server
// validates with the same model, and what it says is shown at the field.

import { make, say, sayFault } from "./words.js";

// Milliseconds: who types or moves a border on is not asked for at every stroke.
const PAUSE = 150;

/** What a field of a JSON Schema takes: the choices, whether a number, whether it may be empty. */
function fieldKind(schema) {
  const kinds = schema.anyOf ?? [schema];
  return {
    choices: kinds.find((kind) => kind.enum)?.enum,
    number: kinds.some((kind) => kind.type === "integer" || kind.type === "number"),
    nullable: kinds.some((kind) => kind.type === "null"),
  };
}

export class MentionForm {
  element;
  #draft;
  #run;
  #on;
  #text;
  #original;
  #touched = false;
  #asked = 0;

  /**
   * `draft` has key (null for a new mention), label, start and end in units, value; `on` has save(draft), cancel(),
   * moved(draft) and propose(draft), which gives a value.
   */
  constructor(run, text, draft, on) {
    this.#run = run;
    this.#text = text;
    this.#draft = draft;
    this.#original = { ...draft };
    this.#on = on;
    this.element = make("form", { noValidate: true, className: "mention-form", onsubmit: (event) => this.#save(event) });
    this.element.append(
      draft.find ? this.#finder() : "", this.#borders(), this.#labels(),
      make("fieldset", { name: "value" }, make("legend", {}, say("value")), make("p", { className: "fault", id: "fault-value" }), make("div", { id: "fields" })),
      make("p", { className: "fault", id: "fault-" }),
      make("div", { className: "buttons" },
        make("button", { className: "main" }, `${say("save")} `, make("kbd", {}, "↵")),
        make("button", { type: "button", onclick: () => on.cancel() }, `${say("cancel")} `, make("kbd", {}, "Esc"))),
    );
    this.#fields();
    this.#quote();
    if (!draft.value) this.#propose();
  }

  /** Put the cursor where work begins. */
  focus() {
    this.element.querySelector("[name=find], #borders").focus();
  }

  /** Move a border by a word or, finely, by a character. */
  move(side, step, finely) {
    const { start, end } = this.#draft;
    if (end <= start) return;
    const to = this.#text.offsets.border(this.#draft[side], step, side, finely);
    if (side === "start" ? to < end : to > start) this.#span(side === "start" ? to : start, side === "end" ? to : end);
  }

  /** Take a stretch of the text, in units, as the mention. */
  take(start, end) {
    this.#span(start, end);
  }

  /** Show what is wrong, each fault at its field. */
  faults(faults) {
    for (const place of this.element.querySelectorAll(".fault")) place.textContent = "";
    for (const input of this.element.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const fault of faults) {
      const place = this.element.querySelector(`#${CSS.escape(`fault-${fault.field}`)}`) ?? this.element.querySelector("#fault-");
      place.textContent = sayFault(fault);
      this.element.elements.namedItem(fault.field)?.setAttribute("aria-invalid", "true");
    }
    const first = faults.map((fault) => this.element.elements.namedItem(fault.field)).find((input) => input?.focus);
    (first ?? this.element.querySelector("#borders")).focus();
  }

  #finder() {
    const fault = make("p", { className: "fault" });
    const find = (from) => {
      const words = input.value.trim();
      const place = words ? this.#text.find(words, from) : null;
      fault.textContent = words && !place ? say("absent") : "";
      this.#span(place?.start ?? this.#original.start, place?.end ?? this.#original.start);
    };
    const input = make("input", { name: "find", autocomplete: "off", oninput: () => find(this.#original.start) });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey) return;
      event.preventDefault();
      find(this.#draft.start + 1);
    });
    return make("label", {}, say("find"), input, make("small", {}, say("find_how")), fault);
  }

  #borders() {
    const button = (side, step) =>
      make("button", {
        type: "button", onclick: (event) => this.move(side, step, event.altKey),
        "aria-label": `${say(side)}, ${say(step < 0 ? "earlier" : "later")}`,
      }, step < 0 ? "‹" : "›");
    const group = make("div", { id: "borders", tabIndex: 0, role: "group", "aria-label": say("borders"), "aria-describedby": "borders-how" });
    group.addEventListener("keydown", (event) => event.key === "Enter" && event.target === group && this.element.requestSubmit());
    group.append(button("start", -1), button("start", 1), make("q", { id: "quote", lang: "fr" }), button("end", -1), button("end", 1));
    return make("div", {}, group, make("small", { id: "borders-how" }, say("borders_how")), make("p", { className: "fault", id: "fault-text" }));
  }

  #labels() {
    const choice = (label) =>
      make("label", { className: `tag ${label}` },
        make("input", { type: "radio", name: "label", value: label, checked: label === this.#draft.label, onchange: () => this.#label(label) }), say(`label_${label}`));
    return make("fieldset", { className: "choices" }, make("legend", {}, say("label")), ...this.#run.labels.map(choice));
  }

  #fields() {
    const properties = this.#run.schemas[this.#draft.label].properties;
    const rows = Object.entries(properties).map(([name, schema]) => {
      const fault = make("p", { className: "fault", id: `fault-value.${name}` });
      return make("label", {}, say(`field_${name}`), this.#input(name, fieldKind(schema)), fault);
    });
    this.element.querySelector("#fields").replaceChildren(...rows);
    this.#fill(this.#draft.value ?? {});
  }

  #input(name, kind) {
    const shared = { name: `value.${name}`, oninput: () => (this.#touched = true), "aria-describedby": `fault-value.${name}` };
    if (kind.choices) {
      const option = (value) => make("option", { value }, say(`option_${value}`) + (say(`option_${value}`) === value ? "" : ` (${value})`));
      return make("select", shared, make("option", { value: "" }, say("nothing")), ...kind.choices.map(option));
    }
    const input = make("input", { ...shared, autocomplete: "off", inputMode: kind.number ? "decimal" : "text" });
    if (name === "entity") {
      input.setAttribute("list", "bodies");
      input.addEventListener("change", () => this.#body(input.value));
    }
    return input;
  }

  /** A body that the run knows brings its name and acronym along. */
  #body(entity) {
    const known = this.#run.bodies[entity];
    if (known) this.#fill({ ...this.#values(), ...known });
  }

  #fill(value) {
    for (const name of Object.keys(this.#run.schemas[this.#draft.label].properties)) {
      this.element.elements.namedItem(`value.${name}`).value = value[name] ?? "";
    }
  }

  #values() {
    const values = {};
    for (const [name, schema] of Object.entries(this.#run.schemas[this.#draft.label].properties)) {
      const kind = fieldKind(schema);
      const given = this.element.elements.namedItem(`value.${name}`).value.trim();
      const number = given.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
      if (given === "") values[name] = null;
      else values[name] = kind.number && /^-?\d+(\.\d+)?$/.test(number) ? Number(number) : given;
    }
    return values;
  }

  #span(start, end) {
    this.#draft.start = start;
    this.#draft.end = end;
    this.#quote();
    this.#on.moved(this.#draft);
    this.#propose();
  }

  #label(label) {
    this.#draft.label = label;
    this.#draft.value = null;
    this.#touched = false;
    this.#fields();
    this.#on.moved(this.#draft);
    this.#propose();
  }

  #quote() {
    const words = this.#text.text.slice(this.#draft.start, this.#draft.end);
    this.element.querySelector("#quote").textContent = words || say("nothing");
  }

  /** Fill in what the server proposes for the words; a correction keeps what it has where nothing is known. */
  async #propose() {
    const asked = ++this.#asked;
    const { key, start, end, value } = this.#draft;
    const same = value && this.#original.start === start && this.#original.end === end;
    await new Promise((done) => setTimeout(done, PAUSE));
    if (asked !== this.#asked) return;
    const proposal = same ? value : await this.#on.propose(this.#draft);
    if (asked === this.#asked && !this.#touched && (proposal || !key)) this.#fill(proposal ?? {});
  }

  #save(event) {
    event.preventDefault();
    if (this.#draft.end <= this.#draft.start) {
      this.faults([{ field: "text", kind: "", message: say("no_selection") }]);
    } else {
      this.#on.save({ ...this.#draft, value: this.#values() });
    }
  }
}

// The desk: what is open, what is current, and what every act does.

import { MentionForm } from "./form.js";
import { listen } from "./keys.js";
import { documentItem, Filters, markCurrent, mentionList } from "./lists.js";
import { mentionPanel } from "./panel.js";
import { get, post, Refusal } from "./server.js";
import { MarkedText } from "./text.js";
import { make, say, sayFault, speak } from "./words.js";

const part = (id) => document.getElementById(id);

let run, filters, form;
let lines = []; // the documents
let sheet = null; // the open one
let current = null; // key of the current mention
let draft = null; // the mention in the form

const text = new MarkedText(
  part("text"),
  (key) => attempt(() => (form ? undefined : choose(key))), // a stray click drops no form
  (start, end) => attempt(() => selected(start, end)),
);

const mentionNow = () => sheet?.mentions.find((mention) => mention.key === current);
const tell = (message) => (part("said").textContent = message);

// ---- acts on the server

let earlier = Promise.resolve();

/** Do something after what was begun before: a fast hand strikes ahead of the answers. All acts begin here. */
const attempt = (act) => (earlier = earlier.then(() => attemptNow(act)));

/** Where the server refuses, it is told, or shown in the form. */
async function attemptNow(act) {
  try {
    await act();
  } catch (fault) {
    if (!(fault instanceof Refusal)) {
      tell(String(fault)); // a fault of this page; the next act may do better
      console.error(fault);
      return;
    }
    const ours = form && fault.status === 422;
    if (ours) form.faults(fault.errors);
    else tell(sayFault(fault.errors[0]));
    if (fault.status === 409) await open(sheet.line.id, current);
  }
}

/** Write a decision down; gives the mention that it was about. */
async function decide(ask) {
  const answer = await post("/api/decisions", filters.query(), { after: sheet.last, ...ask });
  form = draft = null;
  show(answer.document);
  return answer.mention;
}

async function open(id, key = null) {
  form = draft = null;
  show(await get("/api/document", { id, ...filters.query() }));
  choose(key ?? firstOpen()?.key ?? sheet.mentions.find((mention) => mention.passes)?.key ?? null);
}

async function refilter() {
  lines = (await get("/api/documents", filters.query())).documents;
  drawLines();
  show(await get("/api/document", { id: sheet.line.id, ...filters.query() }));
  if (!mentionNow()?.passes && !draft) choose(firstOpen()?.key ?? sheet.mentions.find((m) => m.passes)?.key ?? null, false);
}

// ---- showing

function show(view) {
  const before = sheet?.line.id;
  sheet = view;
  lines = lines.map((line) => (line.id === view.line.id ? view.line : line));
  if (!mentionNow()) current = null;
  text.show(sheet.text);
  part("title").textContent = sheet.line.title ?? sheet.line.id;
  part("date").textContent = [sheet.line.title ? sheet.line.id : null, sheet.date].filter(Boolean).join(" · ");
  part("closing").replaceChildren(`${say(sheet.line.finished ? "reopen" : "finish")} `, make("kbd", {}, "f"));
  document.title = `${sheet.line.title ?? sheet.line.id} · glaneur`;
  drawLine(before);
  drawLine(view.line.id)?.scrollIntoView({ block: "nearest" });
  part("mentions").replaceChildren(...mentionList(sheet.mentions, (key) => attempt(() => choose(key))));
  const mentions = lines.reduce((sum, line) => sum + line.mentions, 0);
  const decided = mentions - lines.reduce((sum, line) => sum + line.open, 0);
  part("progress").textContent = say("progress", lines.filter((line) => line.finished).length, lines.length, decided, mentions);
  part("bar").max = mentions || 1;
  part("bar").value = decided;
  draw();
}

const item = (line) => documentItem(line, sheet?.line.id, (id) => attempt(() => open(id)));
const drawLines = () => part("documents").replaceChildren(...lines.map(item));

/** Draw the line of one document anew: there may be thousands. */
function drawLine(id) {
  const place = lines.findIndex((line) => line.id === id);
  part("documents").children[place]?.replaceWith(item(lines[place]));
  return part("documents").children[place];
}

/** Draw what changes with the current mention and the form; gives its button in the list. */
function draw() {
  text.mark(sheet.mentions, current, draft);
  if (form) part("panel").replaceChildren(form.element);
  else part("panel").replaceChildren(...mentionPanel(mentionNow(), (act) => attempt(() => acts[act]())));
  const place = new URLSearchParams({ doc: sheet.line.id, ...(current ? { mention: current } : {}) });
  history.replaceState(null, "", `#${place}`);
  return markCurrent(part("mentions"), current);
}

function choose(key, focus = true) {
  form = draft = null;
  current = key;
  const button = draw();
  const mention = mentionNow();
  if (!mention) return;
  text.reveal(text.offsets.units(mention.start), text.offsets.units(mention.end));
  button?.scrollIntoView({ block: "nearest" });
  if (focus && !document.activeElement.closest("#filters")) button?.focus({ preventScroll: true });
}

/** The first mention to review behind the current one, else from the top of the document. */
function firstOpen(behind = -1) {
  const waiting = sheet.mentions.filter((mention) => mention.passes && mention.status === "open");
  return waiting.find((mention) => sheet.mentions.indexOf(mention) > behind) ?? waiting[0];
}

/** Go on to what is to review behind this mention. */
function advance(key) {
  choose(firstOpen(sheet.mentions.findIndex((mention) => mention.key === key))?.key ?? key);
  tell(sheet.line.open ? "" : say(lines.every((line) => line.finished) ? "all_done" : "all_decided"));
}

// ---- what the reviewer does

async function judge(action) {
  const mention = mentionNow();
  if (mention && mention.status !== "missed") advance(await decide({ action, doc_id: sheet.line.id, mention: mention.key }));
}

const accept = () => (mentionNow()?.status === "missed" ? edit() : judge("accept"));

function edit() {
  const mention = mentionNow();
  if (!mention) return;
  const [start, end] = [text.offsets.units(mention.start), text.offsets.units(mention.end)];
  const missed = mention.status === "missed";
  begin({ key: missed ? null : mention.key, label: mention.label, start, end, value: mention.value });
}

function add() {
  const mention = mentionNow();
  const start = mention ? text.offsets.units(mention.end) : 0;
  begin({ key: null, label: draft?.label ?? "ORGANISATION", start, end: start, value: null, find: true });
}

/** The reviewer has selected words: they are the new borders in an open form, else a new mention. */
function selected(start, end) {
  if (/\n\s*\n/.test(text.text.slice(start, end))) tell(say("error_paragraph"));
  else if (form) form.take(start, end);
  else begin({ key: null, label: "ORGANISATION", start, end, value: null });
}

function begin(what) {
  draft = what;
  const on = { save: (what) => attempt(() => save(what)), cancel: () => attempt(cancel), moved, propose };
  form = new MentionForm(run, text, draft, on);
  draw();
  form.focus();
}

function moved({ start, end }) {
  text.mark(sheet.mentions, current, draft);
  text.reveal(start, end);
}

const points = ({ start, end }) => ({ start: text.offsets.points(start), end: text.offsets.points(end) });

async function propose(what) {
  if (what.end <= what.start) return null;
  try {
    return await get("/api/proposal", { id: sheet.line.id, label: what.label, ...points(what) });
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    return null; // the reviewer fills in the form from nothing
  }
}

async function save(what) {
  const marked = { label: what.label, ...points(what), text: text.text.slice(what.start, what.end), value: what.value };
  const ask = what.key ? { action: "correct", mention: what.key } : { action: "add" };
  const key = await decide({ ...ask, doc_id: sheet.line.id, marked });
  if (what.key) advance(key);
  else choose(key);
}

function cancel() {
  if (form) choose(current);
}

function move(side, step, finely) {
  if (!form && mentionNow()?.status !== "missed") edit();
  form?.move(side, step, finely);
}

async function undo() {
  const key = await decide({ action: "undo" });
  choose(key ?? current);
  tell(say("undone", mentionNow()?.text ?? sheet.line.id));
}

async function close() {
  const finish = !sheet.line.finished;
  await decide({ action: finish ? "finish" : "reopen", doc_id: sheet.line.id });
  const next = lines.find((line) => !line.finished);
  if (finish && next) await open(next.id);
  if (!finish) tell(say("reopened", sheet.line.title ?? sheet.line.id));
  else tell(next ? "" : say("all_done"));
}

/** To the next mention that passes the filters or, at an end of the document, to the next document with one. */
async function step(by) {
  const passing = sheet.mentions.filter((mention) => mention.passes || mention.key === current);
  const next = passing[passing.findIndex((mention) => mention.key === current) + by];
  if (next) choose(next.key);
  else await stepDocument(by, (line) => line.passing > 0);
}

async function stepDocument(by, wanted = () => true) {
  const behind = by > 0 ? lines : [...lines].reverse();
  const next = behind.slice(behind.findIndex((line) => line.id === sheet.line.id) + 1).find(wanted);
  if (next) await open(next.id);
}

const acts = {
  j: () => step(1), k: () => step(-1), J: () => stepDocument(1), K: () => stepDocument(-1),
  a: accept, r: () => judge("reject"), e: edit, n: add, u: undo, f: close,
  o: () => filters.toggle("open"), g: () => filters.toggle("different"),
};

// ---- the beginning

async function start() {
  speak();
  try {
    run = await get("/api/run");
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    document.body.replaceChildren(make("p", { id: "refused", role: "alert" }, sayFault(fault.errors[0])));
    return; // an empty desk would say nothing
  }
  part("reviewer").textContent = run.reviewer;
  part("bodies").append(...Object.entries(run.bodies).map(([id, body]) => make("option", { value: id }, body.name ?? id)));
  filters = new Filters(part("filters"), run, () => attempt(refilter));
  part("undo").onclick = () => attempt(undo);
  part("closing").onclick = () => attempt(close);
  listen({
    knows: (key) => key in acts,
    act: (key) => attempt(() => (form ? undefined : acts[key]())),
    move: (...how) => attempt(() => move(...how)),
    cancel: () => attempt(cancel),
    search: () => filters.focusSearch(),
  });
  const place = new URLSearchParams(location.hash.slice(1));
  lines = (await get("/api/documents", filters.query())).documents;
  drawLines();
  const wanted = lines.find((line) => line.id === place.get("doc")) ?? lines.find((line) => !line.finished) ?? lines[0];
  await open(wanted.id, place.get("mention"));
  if (run.torn) tell(say("torn"));
  else if (run.set_aside.length) tell(say("set_aside", run.set_aside.join(", ")));
}

attempt(start);

// The keyboard: what each key does, and the help that lists it.

import { make, say } from "./words.js";

const HELP = [
  ["j k", "key_next"], ["J K", "key_document"], ["a", "key_accept"], ["r", "key_reject"], ["e", "key_edit"],
  ["← →", "key_borders"], ["n", "key_add"], ["u", "key_undo"], ["f", "key_finish"], ["/", "key_search"],
  ["o", "key_open"], ["g", "key_different"], ["↵", "key_save"], ["Esc", "key_cancel"], ["?", "key_help"],
];
const OFF = "glaneur-shortcuts-off";

const types = (element) => element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");

/** `on` has knows(key), act(key), move(side, step, finely) for the borders, search() and cancel(). */
export function listen(on) {
  const dialog = document.querySelector("#help");
  const box = document.querySelector("#shortcuts");
  document.querySelector("#keys").append(...HELP.flatMap(([keys, word]) => [
    make("dt", {}, ...keys.split(" ").map((key) => make("kbd", {}, key))), make("dd", {}, say(word))]));
  document.querySelector("#help-open").onclick = () => dialog.showModal();
  // Speech input and screen readers may want the single keys for themselves (WCAG 2.1.4).
  box.checked = localStorage.getItem(OFF) === null;
  box.onchange = () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));

  // What waits for no answer: the next key belongs to it already.
  const now = { "?": () => dialog.showModal(), "/": on.search };

  document.addEventListener("keydown", (event) => {
    if (dialog.open || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault(); // which would empty the search
      if (event.target.closest("#filters")) event.target.blur();
      else on.cancel();
    }
    if (types(event.target) || !box.checked) return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      if (event.target.type === "radio") return;
      event.preventDefault();
      on.move(event.shiftKey ? "start" : "end", event.key === "ArrowLeft" ? -1 : 1, event.altKey);
    } else if (!event.altKey && (now[event.key] || on.knows(event.key))) {
      event.preventDefault();
      if (now[event.key]) now[event.key]();
      // A key held down walks, but decides nothing.
      else if (!event.repeat || "jk".includes(event.key)) on.act(event.key);
    }
  });
}

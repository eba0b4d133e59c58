// What the page says, in French and English. `{}` is filled in.

const FRENCH = {
  documents: "Documents", mentions: "Mentions", filters: "Filtres", undo: "Annuler", keys: "Touches", close: "Fermer",
  progress: "Documents terminés : {} sur {} ; mentions relues : {} sur {}", by: "relu par {}", search: "Chercher",
  rule: "Règle", every_rule: "toutes les règles", shown: "Montrer", all: "toutes", open: "à relire", decided: "relues",
  different: "écarts avec la référence", none: "Aucune mention ne correspond aux filtres.",
  accept: "Accepter", reject: "Rejeter", edit: "Corriger", add: "Ajouter", save: "Enregistrer", cancel: "Abandonner",
  finish: "Terminer le document", reopen: "Rouvrir le document", finished: "terminé", left: "{} à relire",
  borders: "Limites", start: "début", end: "fin", earlier: "plus tôt", later: "plus tard",
  borders_how: "← → déplacent la fin d’un mot, avec Maj le début, avec Alt d’un caractère.",
  label: "Étiquette", value: "Valeur", find: "Mots du texte", find_how: "Entrée : l’occurrence suivante.",
  absent: "Ces mots ne sont pas dans le texte.", nothing: "—", no_selection: "Choisissez d’abord des mots du texte.",
  welcome: "Choisissez une mention dans le texte ou dans la liste.",
  gold_border: "Dans la référence : « {} »", gold_value: "La référence a une autre valeur : {}",
  gold_spurious: "Absente de la référence", gold_missed: "Seulement dans la référence",
  all_decided: "Tout est relu. f termine le document.", saved: "Enregistré : {}", undone: "Annulé : {}",
  all_done: "Tous les documents sont terminés.", reopened: "Document rouvert : {}", shortcuts: "Raccourcis d’une touche",
  torn: "La dernière ligne du fichier de décisions était coupée ; elle est laissée de côté.",
  set_aside: "Le texte a changé depuis la relecture ; ces décisions sont laissées de côté : {}",
  label_ORGANISATION: "Organisation", label_RESOLUTION: "Résolution", label_DATE: "Date", label_FIGURE: "Chiffre",
  status_open: "à relire", status_accepted: "acceptée", status_rejected: "rejetée", status_corrected: "corrigée",
  status_added: "ajoutée", status_missed: "manque",
  field_entity: "Identifiant", field_name: "Nom", field_acronym: "Sigle", field_form: "Forme", field_body: "Organe",
  field_number: "Numéro", field_year: "Année", field_symbol: "Cote", field_url: "Adresse", field_edtf: "EDTF",
  field_start: "Premier jour", field_end: "Dernier jour", field_modifier: "Nuance", field_kind: "Genre",
  field_value: "Valeur", field_min: "Minimum", field_max: "Maximum", field_unit: "Unité",
  option_name: "nom", option_acronym: "sigle", option_short: "forme courte", option_start: "début", option_mid: "milieu",
  option_end: "fin", option_approx: "vers", option_since: "depuis", option_until: "jusqu’à", option_before: "avant",
  option_after: "après", option_about: "environ", option_more_than: "plus de", option_less_than: "moins de",
  option_at_least: "au moins", option_at_most: "au plus", option_several: "plusieurs", option_count: "nombre",
  option_money: "somme", option_percent: "pour cent", option_duration: "durée", option_measure: "mesure",
  option_fraction: "fraction",
  error_no_server: "Le serveur ne répond pas ; rien n’a été enregistré. Relancez glaneur review et ouvrez l’adresse affichée.",
  error_forbidden: "Cette page est d’une autre séance. Ouvrez l’adresse que glaneur a affichée.",
  error_no_token: "Ouvrez l’adresse que la commande glaneur review a affichée.",
  error_stale: "Des décisions ont été prises dans une autre fenêtre ; voici l’état présent.",
  error_unsaved: "La décision n’a pas pu être enregistrée.", error_quote: "Le texte porte ici : « {} »",
  error_blank_end: "Une mention ne commence ni ne finit par une espace.",
  error_paragraph: "Une mention ne franchit pas une ligne blanche.",
  error_overlap: "Chevauche « {} » ; rejetez ou corrigez d’abord cette mention-là.",
  error_undecided: "Mentions qui attendent encore une décision : {}.", error_nothing_to_undo: "Il n’y a rien à annuler.",
  error_string_type: "Il manque quelque chose ici.", error_string_pattern_mismatch: "Cette forme n’est pas la bonne.",
  error_literal_error: "Choisissez une des valeurs.", error_int_type: "Donnez un nombre entier.",
  error_int_parsing: "Donnez un nombre entier.", error_float_type: "Donnez un nombre.", error_missing: "Il manque ce champ.",
  error_value_error: "Ces champs ne vont pas ensemble ({}).",
  key_next: "mention suivante, précédente", key_document: "document suivant, précédent", key_accept: "accepter",
  key_reject: "rejeter", key_edit: "corriger", key_borders: "déplacer la fin ; avec Maj le début, avec Alt d’un caractère",
  key_add: "ajouter une mention", key_undo: "annuler la dernière décision", key_finish: "terminer ou rouvrir le document",
  key_search: "chercher", key_open: "seulement à relire", key_different: "seulement les écarts", key_save: "enregistrer",
  key_cancel: "abandonner", key_help: "cette aide",
};

const ENGLISH = {
  documents: "Documents", mentions: "Mentions", filters: "Filters", undo: "Undo", keys: "Keys", close: "Close",
  progress: "Documents finished: {} of {}; mentions reviewed: {} of {}", by: "reviewed by {}", search: "Search",
  rule: "Rule", every_rule: "every rule", shown: "Show", all: "all", open: "to review", decided: "reviewed",
  different: "differences from gold", none: "No mention passes the filters.",
  accept: "Accept", reject: "Reject", edit: "Correct", add: "Add", save: "Save", cancel: "Cancel",
  finish: "Finish the document", reopen: "Reopen the document", finished: "finished", left: "{} to review",
  borders: "Borders", start: "start", end: "end", earlier: "earlier", later: "later",
  borders_how: "← → move the end by a word, with Shift the start, with Alt by a character.",
  label: "Label", value: "Value", find: "Words of the text", find_how: "Enter: the next place.",
  absent: "These words are not in the text.", nothing: "—", no_selection: "Choose words of the text first.",
  welcome: "Choose a mention in the text or in the list.",
  gold_border: "In gold: “{}”", gold_value: "Gold has another value: {}",
  gold_spurious: "Not in gold", gold_missed: "Only in gold",
  all_decided: "All is reviewed. f finishes the document.", saved: "Saved: {}", undone: "Undone: {}",
  all_done: "All documents are finished.", reopened: "Document reopened: {}", shortcuts: "Single-key shortcuts",
  torn: "The last line of the decisions file was cut off and is left out.",
  set_aside: "The text has changed since the review; these decisions are set aside: {}",
  label_ORGANISATION: "Organisation", label_RESOLUTION: "Resolution", label_DATE: "Date", label_FIGURE: "Figure",
  status_open: "to review", status_accepted: "accepted", status_rejected: "rejected", status_corrected: "corrected",
  status_added: "added", status_missed: "missed",
  field_entity: "Identifier", field_name: "Name", field_acronym: "Acronym", field_form: "Form", field_body: "Body",
  field_number: "Number", field_year: "Year", field_symbol: "Symbol", field_url: "Address", field_edtf: "EDTF",
  field_start: "First day", field_end: "Last day", field_modifier: "Modifier", field_kind: "Kind",
  field_value: "Value", field_min: "Minimum", field_max: "Maximum", field_unit: "Unit",
  error_no_server: "The server does not answer; nothing was saved. Start glaneur review again and open the address it prints.",
  error_forbidden: "This page is of another session. Open the address that glaneur has printed.",
  error_no_token: "Open the address that the command glaneur review printed.",
  error_overlap: "Overlaps “{}”; reject or correct that mention first.",
  error_paragraph: "A mention never crosses a blank line.",
  error_string_type: "Something is missing here.", error_int_type: "Give a whole number.",
  key_next: "next, previous mention", key_document: "next, previous document", key_accept: "accept",
  key_reject: "reject", key_edit: "correct", key_borders: "move the end; with Shift the start, with Alt by a character",
  key_add: "add a mention", key_undo: "undo the last decision", key_finish: "finish or reopen the document",
  key_search: "search", key_open: "only what is to review", key_different: "only differences", key_save: "save",
  key_cancel: "cancel", key_help: "this help",
};

const french = (navigator.languages ?? [navigator.language]).find((tag) => /^(fr|en)\b/i.test(tag))?.toLowerCase().startsWith("fr");
const WORDS = french ? FRENCH : ENGLISH;
document.documentElement.lang = french ? "fr" : "en";

/** The words for a key; the key itself where there are none. */
export function say(key, ...parts) {
  const rest = [...parts];
  return (WORDS[key] ?? key.replace(/^(option|error)_/, "")).replaceAll("{}", () => rest.shift() ?? "");
}

/** What is wrong, in the language of the page or, where it has no words, as the server said it. */
export const sayFault = (fault) => (WORDS[`error_${fault.kind}`] ? say(`error_${fault.kind}`, fault.about) : fault.message);

/** An element with text, classes and children; text is never read as HTML. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Fill in the words of the page itself. */
export function speak() {
  for (const element of document.querySelectorAll("[data-word]")) element.prepend(say(element.dataset.word));
  for (const element of document.querySelectorAll("[data-name]")) element.setAttribute("aria-label", say(element.dataset.name));
}

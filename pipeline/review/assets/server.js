// Talking to the server of this run. The token came behind the # of the address, and stays in this tab.

const KEPT = "glaneur-token";

const place = new URLSearchParams(location.hash.slice(1));
if (place.has("token")) {
  sessionStorage.setItem(KEPT, place.get("token"));
  place.delete("token");
  history.replaceState(null, "", `#${place}`);
}

/** What the server would not do; `errors` name field, kind and message. */
export class Refusal extends Error {
  constructor(status, errors) {
    super(errors[0].message);
    this.status = status;
    this.errors = errors;
  }
}

async function ask(path, query, options) {
  const headers = { "X-Glaneur-Token": sessionStorage.getItem(KEPT) ?? "", ...options?.headers };
  let answer;
  try {
    answer = await fetch(`${path}?${new URLSearchParams(query)}`, { ...options, headers });
  } catch {
    throw new Refusal(0, [{ field: "", kind: "no_server", message: "the server does not answer", about: "" }]);
  }
  const body = await answer.json().catch(() => ({ errors: [{ field: "", kind: "", message: answer.statusText, about: "" }] }));
  if (!answer.ok) throw new Refusal(answer.status, body.errors);
  return body;
}

export const get = (path, query = {}) => ask(path, query);

export const post = (path, query, body) =>
  ask(path, query, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

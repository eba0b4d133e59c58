// The text annotator asks Node whether this is production, and is in no Node here.
globalThis.process = { env: { NODE_ENV: "production" } };

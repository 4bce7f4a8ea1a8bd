import { testRule } from "../test-kit.ts";

testRule("floating-send", {
  "a send that stands alone": ["error 1", 'export function f() { inngest.send({ name: "a/b" }); }'],
  "one through a client of any name": ["error 3", 'import { Inngest } from "inngest";\nconst client = new Inngest({ id: "a" });\nexport const f = () => { client.send({ name: "a/b" }); };'],
  "one through a client of CommonJS": ["error 3", 'const { Inngest } = require("inngest");\nconst client = new Inngest({ id: "a" });\nmodule.exports = () => { client.send({}); };', { path: "a.cjs" }],
  "one through a client that is required": ["error 2", 'const { inngest } = require("./client");\nmodule.exports = () => { inngest.send({}); };', { path: "a.js" }],
  "one through a client that belongs to something": ["error 1", "export function f() { this.inngest.send({}); }"],
  "one that is dropped on purpose, as a suggestion": ["suggestion 1, suggestion 2", "void inngest.send({});\ninngest.send({}).catch(log);"],
  "a caught one in a project that is serverless, too": ["suggestion 1, error 2", "inngest.send({}).catch(log);\ninngest.send({});", { packages: { express: "^5.0.0", next: "^16.0.0" } }],
  "one on a server whose failure nobody catches": ["suggestion 1, error 2", "void inngest.send({});\ninngest.send({});", { packages: { express: "^5.0.0" } }],
}, {
  "a caught one of a server that lives on": ["inngest.send({}).catch(log);", { packages: { "@hono/node-server": "^1.0.0", hono: "^4.0.0" } }],
  "a caught one that may be lost": "export async function f() {\n  // Refresh the cache (fire-and-forget, non-critical)\n  if (x)\n  inngest.send({\n    name: 'a/b',\n  }).catch(log);\n}",
  "what is awaited, returned or handed on": "export async function f() { await inngest.send({}); waitUntil(inngest.send({})); after(() => inngest.send({})); return inngest.send({}); }",
  "what a timer sends": 'setTimeout(() => {\n  void inngest.send({ name: "a/b" }).catch(log);\n}, 1000);',
  "what other things send": 'mailer.send({ inngest: true });\nimport { send } from "./inngest";\nsocket.send("x");',
});

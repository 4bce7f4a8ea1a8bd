import { testRule } from "../test-kit.ts";

testRule("floating-send", {
  "a send that stands alone": ["error 1", 'export function f() { inngest.send({ name: "a/b" }); }'],
  "one through a client of any name": ["error 3", 'import { Inngest } from "inngest";\nconst client = new Inngest({ id: "a" });\nexport const f = () => { client.send({ name: "a/b" }); };'],
  "one through a client of CommonJS": ["error 3", 'const { Inngest } = require("inngest");\nconst client = new Inngest({ id: "a" });\nmodule.exports = () => { client.send({}); };', { path: "a.cjs" }],
  "one through a client that is required": ["error 2", 'const { inngest } = require("./client");\nmodule.exports = () => { inngest.send({}); };', { path: "a.js" }],
  "one through a client that belongs to something": ["error 1", "export function f() { this.inngest.send({}); }"],
  "one that is dropped on purpose, as a suggestion": ["suggestion 1, suggestion 2", "void inngest.send({});\ninngest.send({}).catch(log);"],
}, {
  "what is awaited, returned or handed on": "export async function f() { await inngest.send({}); waitUntil(inngest.send({})); after(() => inngest.send({})); return inngest.send({}); }",
  "what a timer sends": 'setTimeout(() => {\n  void inngest.send({ name: "a/b" }).catch(log);\n}, 1000);',
  "what other things send": 'mailer.send({ inngest: true });\nimport { send } from "./inngest";\nsocket.send("x");',
});

import * as sdk from "inngest";

// An import of a name that inngest 3 lacks would fail with a SyntaxError that says nothing about versions.
if (!("Middleware" in sdk)) throw new Error("durable.mjs works with inngest 4; this project has an older one. With inngest 3, use @inngest/test 0.1.");

export const { Middleware } = sdk;

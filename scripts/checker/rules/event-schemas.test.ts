import { testRule } from "../test-kit.ts";

testRule("event-schemas", {
  "the import and the option": ["error 1, error 2", 'import { EventSchemas, Inngest } from "inngest";\nnew Inngest({ id: "a", schemas: new EventSchemas() });'],
  "logLevel": ["error 2", 'import { Inngest as Client } from "inngest";\nnew Client({ id: "a", logLevel: "debug" });'],
}, {
  "an option without a value": 'new Inngest({ id: "a", schemas: undefined });',
  "another class of that name": 'import { Inngest } from "./mine";\nnew Inngest({ schemas: {} });',
  "a project on 3": ['import { EventSchemas, Inngest } from "inngest";\nnew Inngest({ id: "a", schemas: new EventSchemas() });', { sdk: 3 }],
});

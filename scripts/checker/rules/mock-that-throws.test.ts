import { testRule } from "../test-kit.ts";

const test = (handler: string) => [`import { InngestTestEngine } from "@inngest/test";\nnew InngestTestEngine({ function: fn, steps: [{ id: "a", handler: ${handler} }] });`, { path: "fn.test.ts" }] as const;

testRule("mock-that-throws", {
  "a handler that throws": ["error 2", ...test('() => { throw new Error("down"); }')],
  "an asynchronous one, after a condition": ["error 2", ...test("async () => { if (nth++ === 0) throw new Error(); return 1; }")],
  "a rejection": ["error 2", ...test("() => Promise.reject(new Error())")],
  "a spy that fails": ["error 2", ...test("vi.fn().mockRejectedValue(new Error())")],
  "a spy with a function that throws": ["error 2", ...test("vi.fn(() => { throw new Error(); })")],
  "a function by its name, at its throw": ["error 3", 'import { InngestTestEngine } from "@inngest/test";\nfunction fail() {\n  throw new Error();\n}\nconst steps = [{ id: "a", handler: fail }];'],
}, {
  "a mock that answers": [...test("() => ({ ids: [] })")],
  "an error that the mock itself catches": [...test("() => { try { throw new Error(); } catch { return null; } }")],
  "a function that it hands out": [...test("() => ({ retry: () => { throw new Error(); } })")],
  "another list of handlers": 'import { Inngest } from "inngest";\nconst routes = [{ id: "a", handler: () => { throw new Error(); } }];',
});

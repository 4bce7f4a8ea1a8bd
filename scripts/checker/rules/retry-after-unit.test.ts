import { handler, testRule } from "../test-kit.ts";

testRule("retry-after-unit", {
  "a header, a number of it, and a small number": ["error 2, error 3, error 4, error 6", handler('  throw new RetryAfterError("x", res.headers.get("Retry-After"));\n  throw new RetryAfterError("x", Number(res.headers.get("retry-after")));\n  throw new RetryAfterError("x", 60);\n  const wait = res.headers.get("retry-after") ?? "1m";\n  throw new RetryAfterError("x", wait);')],
  "the header of axios, and numbers and texts of it": ["error 2, error 3, error 4", handler('  throw new RetryAfterError("x", err.response.headers["retry-after"]);\n  throw new RetryAfterError("x", +res.headers.get("retry-after"));\n  throw new RetryAfterError("x", `${res.headers.get("retry-after")}`);')],
}, {
  "the header with a unit": handler('  throw new RetryAfterError("x", `${res.headers.get("retry-after")}s`);'),
  "milliseconds, texts and dates": handler('  throw new RetryAfterError("x", Number(res.headers.get("retry-after")) * 1000);\n  throw new RetryAfterError("x", "30s");\n  throw new RetryAfterError("x", 60 * 1000);\n  throw new RetryAfterError("x", new Date(at));'),
});

import { describe, expect, it } from "vitest";
import * as library from "../../runtime/cel.ts";
import * as own from "./cel-problems.ts";

const paths = ["event.data.id", "async.data.id", 'event.data["id"]', "event.data.items[0].id", "event.data.total", "async.data.in_time"];
const literals = ["1", "-1", "1.5", "0x1f", "3u", "1e3", "true", "null", "'a'", '"a"', "'it\\'s'", 'r"\\d"', '"""a"""', "b'x'", '"/* // "', "[1, 2]", "[]", "{'a': 1}", "{}"];
const right = [
  ...paths,
  ...literals,
  ...paths.flatMap((path) => ["==", "!="].map((operator) => `${path} ${operator} 'x'`)),
  "event.data.total > 100 && (async.data.a || !event.data.b)",
  "event.data.total * 2 - 1 >= 10 % 3 / 1",
  "event.data.plan == 'pro' ? 120 : 0",
  "event.data.a ? 1 : event.data.b ? 2 : 3",
  "event.data.id in ['a', 'b']",
  "has(event.data.id) && size(event.data.items) > 0",
  "event.data.name.startsWith('a') && event.data.name.matches('^a+$')",
  "event.data.items.exists(item, item.price > 10)",
  "event.data.items.all(x, event.data.others.exists(y, x == y))",
  "int(event.data.total) == 3 && string(event.data.id) == '3'",
  "event.data.id + '-' + async.data.id",
  "!!event.data.a",
  " event.data.id  ==  async.data.id // why\n",
];
const wrong = [
  "", " ", "event.data.id === 'a'", "event.data.id !== 'a'", "event.data.id = 'a'", "event.data.id == 'a' and event.data.b", "{{event.data.id}}", "{{ event.data.id }}", "${event.data.id}",
  "event.data.", "event..data", "event.data[", "event.data[]", "(event.data.id", "event.data.id)", "event.data.id ==", "== 1", "'a", '"a', "`a`", "event?.data", "event.data ?? 1", "a ? b", "1 2",
  "event.data.id == 'a' & 1", "event.data.id | 1", "@x", "#", "event.data.id;", "[1, 2", "{'a': }", "{'a'}", "f(", "x => x", "event.data.a++", "if", "return event", "new Date()", "!", "-", "1 +", "a ? : b", "()", ",",
];
const unknown = ["data.id == 'a'", "user.id", "openai", "events.data.id == 1", "event.data.id == x", "event.data.tags.includes('a')", "event.data.name.toLowerCase() == 'a'", "Date.now() > 1", "event.data.items.exists(x, y == x)", "undefined == event.data.a"];

describe("the small parser", () => {
  it.each(right)("takes what the runtime's library takes: %s", (text) => {
    expect([library.syntaxProblem(text), own.syntaxProblem(text)]).toEqual([null, null]);
    expect(own.problem(text)).toBeNull();
  });

  it.each(wrong)("refuses what it refuses: %s", (text) => {
    expect([library.syntaxProblem(text), own.syntaxProblem(text)]).toEqual([expect.any(String), expect.any(String)]);
  });

  it.each(unknown)("knows what names and functions it does not know: %s", (text) => {
    expect([library.syntaxProblem(text), own.syntaxProblem(text)]).toEqual([null, null]);
    expect([library.problem(text), own.problem(text)]).toEqual([expect.any(String), expect.any(String)]);
  });

  // The library takes the sign of -1 for an operator.
  it.each(right.filter((text) => text !== "-1"))("allows in cancelOn what the runtime allows: %s", (text) => {
    expect(own.restrictedProblem(text) === null).toBe(library.restrictedProblem(text) === null);
  });

  it("agrees on expressions put together at random", () => {
    let seed = 1;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const parts = [...paths, "'a'", "1", "==", "&&", "||", "!", "(", ")", "?", ":", "+", ".", "[", "]", ",", "in", "size(", "x", "=", "{", "}", "<"];
    for (let round = 0; round < 3_000; round++) {
      const text = Array.from({ length: 1 + random(7) }, () => parts[random(parts.length)]).join(" ");
      expect([text, own.syntaxProblem(text) === null]).toEqual([text, library.syntaxProblem(text) === null]);
    }
  });

  it("gives up on what is nested too deep", () => expect(own.syntaxProblem("(".repeat(100_000))).toMatch(/too deep|unexpected/));
});

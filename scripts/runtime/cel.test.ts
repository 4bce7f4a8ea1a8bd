import { describe, expect, it } from "vitest";
import { evaluate, isTrue, keyText, problem, restrictedProblem, syntaxProblem } from "./cel.ts";

const event = { name: "go", ts: 5, data: { n: 1, f: 1.5, text: "abc", list: [1, 2], yes: true, nothing: null, deep: { id: "x" } } };

describe("CEL", () => {
  it.each([
    ["event.data.n == 1", true],
    ["event.data.n == 1.0", true],
    ["event.data.n < event.data.f", true],
    ["event.data.n >= 1 && event.data.text != 'x'", true],
    ["event.data.text == 'abc' || event.data.gone == 'x'", true],
    ["event.data['text'] == 'abc'", true],
    ["event.data.list[1] == 2", true],
    ["2 in event.data.list", true],
    ["event.data.text in ['abc', 'd']", true],
    ["!(event.data.n == 2)", true],
    ["event.data.text.startsWith('ab')", true],
    ["event.data.list.exists(x, x == 2)", true],
    ["has(event.data.text) && !has(event.data.gone)", true],
    ["size(event.data.list) == 2", true],
    ["event.data.n > 1 ? true : false", false],
    ["event.data.text == 1", false],
  ])("evaluates %s", (expression, value) => expect(evaluate(expression, { event })).toBe(value));

  it.each([
    ["event.data.gone == 'x'", false],
    ["event.data.gone == null", true],
    ["event.data.gone != 'x'", true],
    ["event.data.gone.deeper == 'x'", false],
    ["event.data.gone < 5", true],
    ["event.data.gone > 5", false],
    ["event.data.gone.startsWith('a')", false],
    ["size(event.data.gone) == 0", true],
    ["!event.data.gone", false],
    ["event.data.gone && true", false],
    ["event.data.nothing == 'x'", false],
  ])("what is missing is unknown, not an error: %s", (expression, value) => expect(isTrue(expression, { event })).toBe(value));

  it("&&, || and ?: take any value as a condition", () => {
    expect(evaluate("event.data.text ? 'some' : 'none'", { event })).toBe("some");
    expect(evaluate("event.data.gone || event.data.text", { event })).toBe("abc");
  });

  it("texts and numbers are joined by +, and a missing part drops out", () => {
    expect(evaluate("event.data.text + '-' + event.data.n", { event })).toBe("abc-1");
    expect(evaluate("event.data.gone + '-x'", { event })).toBe("-x");
    expect(evaluate("1 + 2", { event })).toBe(3n);
    expect(isTrue("async.data.n + 1 == 2", { event, async: event })).toBe(false);
  });

  it("a path that both events lack matches, one that only one of them lacks does not", () => {
    expect(isTrue("event.data.gone == async.data.gone", { event, async: event })).toBe(true);
    expect(isTrue("event.data.gone == async.data.n", { event, async: event })).toBe(false);
    expect(isTrue("event.data.n == async.data.gone", { event, async: event })).toBe(false);
  });

  // What the Dev Server 1.43.0 did with waitForEvent.
  it.each([
    ["event.data.id == async.data.id", 'a"b', false],
    ["event.data.id == async.data.id", "a\\b", false],
    ["event.data.id == async.data.id", "a\nb", false],
    ["event.data.id == async.data.id", "a\tb", false],
    ["event.data.id == async.data.id", "it's [日本] (a)", true],
    ["async.data.id == <id>", 'a"b', false],
    ["async.data.id != <id>", 'a"b', true],
    ["!(async.data.id == <id>)", 'a"b', true],
    ["async.data.id in [<id>]", 'a"b', false],
    ["async.data.id == <id> || async.data.n == 1", 'a"b', true],
    ["async.data.id == 'a\"b'", 'a"b', true],
    ["async.data.id == async.data.id", 'a"b', true],
    ["async.data.n == event.data.n && (async.data.id == <id> || async.data.n == 2)", "it's [日本] (a)", true],
  ])("of a later event, %s with %j is %s: a text's escapes are not read", (expression, id, value) => {
    const data = { data: { id, n: 1 } };
    expect(isTrue(expression.replace("<id>", () => JSON.stringify(id)), { event: data, async: data })).toBe(value);
  });

  it("a key that is missing or an unknown name is the text false", () => {
    expect([keyText("event.data.n", { event }), keyText("event.data.gone", { event }), keyText("openai", { event }), keyText("'openai'", { event })]).toEqual(["1", "false", "false", "openai"]);
  });

  it("refuses what is not CEL, and unknown names where the server looks at names", () => {
    for (const wrong of ["event.data.n === 1", "event.data.n = 1", "${event.data.n}", "{{ event.data.n }}"]) expect(syntaxProblem(wrong)).not.toBeNull();
    expect(syntaxProblem("openai")).toBeNull();
    expect(problem("openai")).not.toBeNull();
    expect(problem("event.data.n > 1 && async.data.x == 'y'")).toBeNull();
  });

  it("allows only comparisons, in, &&, || and ! where the server is strict", () => {
    for (const fine of ["async.data.id == event.data.id", "async.data.n == -1", "async.data.n in [1, 2] || !(async.data.m > int('3'))"]) expect(restrictedProblem(fine)).toBeNull();
    for (const wrong of ["async.data.id.startsWith('a')", "has(async.data.id)", "async.data.n + 1 == 2", "async.data.n == -event.data.n", "async.data.list.exists(x, x == 1)"]) expect(restrictedProblem(wrong)).not.toBeNull();
  });
});

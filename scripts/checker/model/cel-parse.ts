/** What a CEL expression uses. */
export type Cel = {
  /** Names at the beginning of a path that the expression does not declare itself. */
  names: string[];
  /** Functions, methods and macros that it calls. */
  calls: string[];
  /** Operators, and maps, that are more than comparison and logic. */
  arithmetic: string[];
};

class CelError extends Error {}

const token = /\s+|\/\/[^\n]*|(?<number>0x[\da-f]+u?|(?:\d+\.\d+|\.\d+|\d+)(?:e[+-]?\d+)?u?)|(?<string>(?:[rb]|rb|br)?(?:"""[^]*?"""|'''[^]*?'''))|(?<raw>(?:r|rb|br)(?:"[^"\n]*"|'[^'\n]*'))|(?<quoted>b?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))|(?<name>[a-z_]\w*)|(?<sign>&&|\|\||==|!=|<=|>=|[<>+\-*/%!?:.,()[\]{}])/giy;
const reserved = new Set(["as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while"]);
const macros = /^(all|exists|exists_one|map|filter)$/;
const levels = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"]];
const deepest = 200;

/** A token: a sign or a word as it is written, or a literal. */
type Token = { kind: "sign" | "name" | "literal"; text: string; at: number };

/**
 * Parses the Common Expression Language. Written for size: the library that the runtime uses is six times the rules.
 *
 * @returns what the expression uses, or what is wrong with its syntax
 */
export function parseCel(text: string): Cel | string {
  try {
    const parser = new Parser(tokens(text));
    parser.whole();
    return parser.found;
  } catch (error) {
    if (error instanceof CelError) return error.message;
    throw error;
  }
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    const match = token.exec(text);
    if (!match) throw new CelError(`unexpected "${text[at]}" at ${at + 1}`);
    const { name, sign, number, string, raw, quoted } = match.groups ?? {};
    if (sign !== undefined) found.push({ kind: "sign", text: sign, at });
    else if (name !== undefined) found.push(/^(true|false|null)$/.test(name) ? { kind: "literal", text: name, at } : name === "in" ? { kind: "sign", text: name, at } : { kind: "name", text: name, at });
    else if ((number ?? string ?? raw ?? quoted) !== undefined) found.push({ kind: "literal", text: match[0], at });
  }
  return found;
}

class Parser {
  readonly found: Cel = { names: [], calls: [], arithmetic: [] };
  private at = 0;
  private depth = 0;
  private readonly declared: string[] = [];

  constructor(private readonly list: Token[]) {}

  whole(): void {
    this.expression();
    if (this.at < this.list.length) this.fail();
  }

  private fail(): never {
    const next = this.list[this.at];
    throw new CelError(next ? `unexpected "${next.text}" at ${next.at + 1}` : "unexpected end");
  }

  private is(...signs: string[]): boolean {
    const next = this.list[this.at];
    return next?.kind === "sign" && signs.includes(next.text);
  }

  private take(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.at++;
    return true;
  }

  private need(sign: string): void {
    if (!this.take(sign)) this.fail();
  }

  private expression(): void {
    if (++this.depth > deepest) throw new CelError("nested too deep");
    this.level(0);
    if (this.take("?")) {
      this.level(0);
      this.need(":");
      this.expression();
    }
    this.depth--;
  }

  private level(index: number): void {
    const operators = levels[index];
    if (!operators) return this.unary();
    this.level(index + 1);
    while (this.is(...operators)) {
      if (index > 2) this.found.arithmetic.push(this.list[this.at]?.text ?? "");
      this.at++;
      this.level(index + 1);
    }
  }

  private unary(): void {
    while (this.is("!", "-")) this.at++;
    this.member();
  }

  private member(): void {
    this.primary();
    for (;;) {
      if (this.take(".")) {
        const name = this.list[this.at];
        if (name?.kind !== "name" && !(name?.kind === "sign" && name.text === "in")) this.fail();
        this.at++;
        if (this.take("(")) this.call(name.text, true);
      } else if (this.take("[")) {
        this.expression();
        this.need("]");
      } else return;
    }
  }

  private call(name: string, isMethod: boolean): void {
    this.found.calls.push(name);
    const variable = isMethod && macros.test(name) ? this.list[this.at] : undefined;
    if (variable?.kind === "name") this.declared.push(variable.text);
    this.items(")", false);
    if (variable?.kind === "name") this.declared.pop();
  }

  private items(end: string, pairs: boolean): void {
    while (!this.is(end)) {
      this.expression();
      if (pairs) {
        this.need(":");
        this.expression();
      }
      if (!this.take(",")) break;
    }
    this.need(end);
  }

  private primary(): void {
    const next = this.list[this.at];
    if (next === undefined) this.fail();
    if (next.kind === "literal") this.at++;
    else if (next.kind === "name") {
      if (reserved.has(next.text)) this.fail();
      this.at++;
      if (this.take("(")) this.call(next.text, false);
      else if (!this.declared.includes(next.text)) this.found.names.push(next.text);
    } else if (this.take("(")) {
      this.expression();
      this.need(")");
    } else if (this.take("[")) this.items("]", false);
    else if (this.take("{")) {
      this.found.arithmetic.push("{}");
      this.items("}", true);
    } else this.fail();
  }
}

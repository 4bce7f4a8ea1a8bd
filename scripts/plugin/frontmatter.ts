import { isMap, isScalar, LineCounter, parseDocument as parseYaml, type Pair } from "yaml";
import type { Document } from "../document.ts";
import { triggerPhrases } from "../phrases.ts";
import type { Say } from "./report.ts";

// The fields that the Agent Skills specification defines for every client. https://agentskills.io/specification
const portableFields = ["name", "description", "license", "compatibility", "metadata"];
const limits = { name: 64, description: 1024, compatibility: 500 };

/**
 * Checks the frontmatter of SKILL.md against the Agent Skills specification and our own trigger phrases.
 *
 * @param skill the parsed SKILL.md
 * @param folder name of the folder that it stands in, which the specification wants as the skill's name
 */
export function checkFrontmatter(skill: Document, folder: string, say: Say): void {
  if (skill.frontmatter === null) {
    say(1, 1, "frontmatter", "expected YAML between two lines of ---; found none", "start the file with --- and name and description");
    return;
  }
  const counter = new LineCounter();
  const yaml = parseYaml(skill.frontmatter, { lineCounter: counter });
  // The YAML starts below the first line of ---.
  const at = (offset: number) => ({ line: counter.linePos(offset).line + 1, column: counter.linePos(offset).col });
  const error = yaml.errors[0];
  if (error) {
    const { line, column } = at(error.pos[0]);
    say(line, column, "frontmatter", `not valid YAML: ${error.message.split(" at line")[0]?.split("\n")[0]}`, "mend the YAML; quote a text that holds a colon");
    return;
  }
  if (!isMap(yaml.contents)) {
    say(2, 1, "frontmatter", "expected a mapping with name and description", "write name: and description:");
    return;
  }
  const fields = new Map<string, { value: unknown; line: number; column: number }>();
  for (const pair of yaml.contents.items as Pair[]) {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    const place = at((isScalar(pair.key) && pair.key.range?.[0]) || 0);
    fields.set(key, { value: (yaml.toJS() as Record<string, unknown>)[key], ...place });
    if (!portableFields.includes(key)) {
      say(place.line, place.column, "frontmatter", `"${key}" is not a portable field; expected ${portableFields.join(", ")}`, "remove it");
    }
  }
  for (const key of ["name", "description"]) {
    if (!fields.has(key)) say(2, 1, "frontmatter", `the field "${key}" is missing`, `add ${key}:`);
  }
  for (const [key, { value, line, column }] of fields) {
    if (key === "metadata") {
      const strings = value !== null && typeof value === "object" && Object.values(value).every((v) => typeof v === "string");
      if (!strings) say(line, column, "frontmatter", "metadata is a mapping of strings", "quote each value");
    } else if (typeof value !== "string" || value.trim() === "") {
      say(line, column, "frontmatter", `${key} is a text that is not empty`, "write one");
    }
  }
  checkText(fields, folder, say);
}

function checkText(fields: Map<string, { value: unknown; line: number; column: number }>, folder: string, say: Say): void {
  for (const [key, limit] of Object.entries(limits)) {
    const field = fields.get(key);
    const length = [...String(field?.value ?? "")].length;
    if (field && length > limit) say(field.line, field.column, "frontmatter", `${key} has ${length} characters; at most ${limit}`, "shorten it");
  }
  const name = fields.get("name");
  if (name && (name.value !== folder || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(folder))) {
    say(name.line, name.column, "frontmatter", `name is "${String(name.value)}"; expected the folder's name "${folder}" in lower-case letters, digits and single hyphens`, "make them the same");
  }
  const description = fields.get("description");
  for (const phrase of description ? triggerPhrases : []) {
    if (String(description?.value).includes(phrase)) continue;
    say(description?.line ?? 2, description?.column ?? 1, "trigger", `the description lacks the trigger phrase 「${phrase}」`, "add it word for word");
  }
}

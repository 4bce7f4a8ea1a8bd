import { z } from "zod";

/** The frontmatter of a case's prompt.md, as `claude plugin eval` reads it. */
export const promptFields = z.strictObject({
  tags: z.array(z.string()).min(1),
  description: z.string().optional(),
  runs: z.int().min(1).max(50).optional(),
  max_turns: z.int().min(1).max(200),
  timeout_seconds: z.int().min(1).max(3600).optional(),
  allowed_tools: z.array(z.string()),
});

/** A case's case.yaml: only what prompt.md cannot say. */
export const caseFields = z.strictObject({
  schema_version: z.literal("1.1"),
  name: z.string(),
  context: z.strictObject({ scaffold_script: z.string() }),
});

const target = z.union([z.enum(["trace", "last_message", "files"]), z.strictObject({ source: z.literal("file"), path: z.string() })]);
const weight = z.number().positive().optional();

/** The frontmatter of a grader. */
export const graderFields = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("tool_used"),
    tool: z.string(),
    input_match: z.string().optional(),
    min: z.int().min(0).optional(),
    max: z.int().min(0).optional(),
    arm: z.enum(["with-only", "both"]).optional(),
    weight,
  }),
  z.strictObject({ type: z.literal("regex"), target, match: z.string().optional(), flags: z.string().optional(), weight }),
  z.strictObject({ type: z.literal("file_exists"), path: z.string(), exists: z.boolean().optional(), weight }),
  z.strictObject({ type: z.literal("llm"), weight }),
]);

export type Grader = z.infer<typeof graderFields>;

import type { Covers, Entry } from "../entry.ts";
import type { Surface } from "../surface.ts";
import { client } from "./client.ts";
import { exported, subpaths } from "./exports.ts";
import { functions } from "./functions.ts";
import { steps } from "./steps.ts";

const complete: Covers<keyof Surface> = { ...steps, ...functions, ...client, ...exported };

/** What covers each public name of the SDK, by kind. */
export const map: Record<string, Record<string, Entry>> = { ...complete, subpath: subpaths };

/** How the guidance writes a name where the bare name would say too little. */
export const prefixes: Partial<Record<keyof Surface, string>> = {
  "step tool": "step.",
  "step.ai tool": "step.ai.",
  "step.realtime tool": "step.realtime.",
  "group tool": "group.",
  "experiment strategy": "experiment.",
  "client member": ".",
  "client.realtime method": "realtime.",
};

import type { Cases } from "../proof.ts";
import { config } from "./config.ts";
import { data } from "./data.ts";
import { environment } from "./environment.ts";
import { errors } from "./errors.ts";
import { executionModel } from "./execution-model.ts";
import { testing } from "./testing.ts";
import { v3 } from "./v3.ts";
import { waiting } from "./waiting.ts";

/** How each pitfall is proven. */
export const cases: Cases = { ...v3, ...executionModel, ...errors, ...waiting, ...config, ...data, ...environment, ...testing };

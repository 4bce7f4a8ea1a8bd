import type { Stories } from "../scenario.ts";
import { basicFunction } from "./basic-function.ts";
import { errorHandling } from "./error-handling.ts";
import { fanOutPattern } from "./fan-out-pattern.ts";
import { flowControl } from "./flow-control.ts";
import { humanApproval } from "./human-approval.ts";
import { saga } from "./saga.ts";
import { scheduledReport } from "./scheduled-report.ts";

/** The stories of every example. */
export const stories: Stories[] = [basicFunction, fanOutPattern, errorHandling, saga, humanApproval, scheduledReport, flowControl];

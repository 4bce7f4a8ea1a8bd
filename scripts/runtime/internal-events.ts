/** Events that the server sends itself. */
export const INVOKED = "inngest/function.invoked";
export const FINISHED = "inngest/function.finished";
export const FAILED = "inngest/function.failed";
export const CANCELLED = "inngest/function.cancelled";
export const SCHEDULED = "inngest/scheduled.timer";

/** The server's limits that functions run into. Sizes in bytes, times in milliseconds. */
export const LIMITS = {
  eventsPerRequest: 5_000,
  eventBytes: 3 * 1024 * 1024,
  eventNameLength: 512,
  messageBytes: 512 * 1024,
  stepOutputBytes: 4 * 1024 * 1024,
  requestBodyBytes: 4 * 1024 * 1024,
  stateBytes: 32 * 1024 * 1024,
  stepsPerRun: 1_000,
  waitMs: 366 * 86_400_000,
  cancelOnMs: 365 * 86_400_000,
  idempotencyMs: 24 * 3_600_000,
  prioritySeconds: 12 * 3_600,
} as const;

/** Events that runs cause, one from the other, until it counts as an endless loop. */
export const EVENT_CHAIN_LENGTH: number = 50;

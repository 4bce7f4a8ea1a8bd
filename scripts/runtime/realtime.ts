import { LIMITS } from "./limits.ts";
import type { World } from "./state.ts";

/** Keeps what is published, as the server's PostPublish reads it: cut at the limit, and as a text unless it is JSON. */
export function publishMessage(world: World, query: URLSearchParams, body: string): void {
  const text = Buffer.from(body).subarray(0, LIMITS.messageBytes).toString();
  let data: unknown = text;
  try {
    data = JSON.parse(text);
  } catch {
    // Not JSON: the text itself is the data.
  }
  world.published.push({ channel: query.get("channel") ?? "", topic: query.get("topic") ?? "", data, at: world.clock.now, sentBy: query.get("run_id") });
}

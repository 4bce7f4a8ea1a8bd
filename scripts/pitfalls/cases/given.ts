import type { DurableOptions, Run } from "../../runtime/index.ts";
import type { Seen } from "../proof.ts";
import type { Scene } from "../scene.ts";

/** An order of ann's. */
export const placed = (orderId = "o1", data: Record<string, unknown> = {}) => ({
  name: "app/order.placed",
  data: { orderId, userId: "u1", email: "ann@example.com", total: 1_200, ...data },
});
export const paid = (orderId = "o1") => ({ name: "app/order.paid", data: { orderId } });
export const cancelled = (orderId = "o1") => ({ name: "app/order.cancelled", data: { orderId } });
/** The trigger of a fragment. */
export const snippet = {
  name: "app/snippet",
  data: { userId: "u1", email: "ann@example.com", orderId: "o1", cartId: "k1", invoiceId: "i1", storeId: "s1", tenantId: "t1", total: 1_200, url: "https://example.com", remindAt: "2026-01-02T00:00:00Z" },
};

type Event = { name: string; data: Record<string, unknown> };
type See = (scene: Scene, run: Run) => Seen;
type Circumstance = (scene: Scene) => void;

/** One order arrives; time passes until all that can happen without another event has happened. Then `see` looks. */
export function order(see: See, circumstance: Circumstance = () => {}, event: Event = placed()) {
  return play(({ side }) => side, event, see, circumstance, {});
}

/** A fragment runs in a handler until all that can happen without another event has happened. Then `see` looks. */
export function fragment(see: See, circumstance: Circumstance = () => {}, options: Partial<DurableOptions> = {}) {
  return play(() => "snippet", snippet, see, circumstance, options);
}

function play(functionId: (scene: Scene) => string, event: Event, see: See, circumstance: Circumstance, options: Partial<DurableOptions>) {
  return async (scene: Scene): Promise<Seen> => {
    circumstance(scene);
    const app = await scene.start(options);
    await app.send(event);
    await app.settle();
    const run = app.runsOf(functionId(scene))[0];
    if (!run) throw new Error(`the event "${event.name}" started no run`);
    return see(scene, run);
  };
}

/** The service throws when it is called for the first `times` times. */
export function fails(service: string, times = Number.POSITIVE_INFINITY) {
  return ({ given }: Scene): void =>
    given(service, ({ nth }) => {
      if (nth < times) throw new Error(`${service} is down`);
    });
}

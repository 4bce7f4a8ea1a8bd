import { play } from "./drive.ts";
import { type Context, devClient, event, type Programs, serveOne, silent } from "./kit.ts";
import { type Channel, type Loaded, published, type Token } from "./stage.ts";

/** The channel of an order with one topic, made as the version makes it. */
function channelOf({ realtime, zod }: Loaded, orderId: string): Channel {
  const schema = zod.object({ phase: zod.string() });
  const name = (id: string) => `orders:${id}`;
  if (realtime.realtime) return realtime.realtime.channel({ name, topics: { status: { schema } } })(orderId);
  return realtime.channel(name).addTopic(realtime.topic("status").schema(schema))(orderId);
}

/** Publishes the version's own way: from the body as a step of its own, or from a step. */
type Publish = { fromBody: (context: Context, data: object, id?: string) => Promise<unknown>; fromStep: (context: Context, data: object) => Promise<unknown> };

/** Plays a function that publishes to "orders:o1". `begun`: results of a run that inngest 3 has begun, by step id. */
async function playPublishing(loaded: Loaded, body: (publish: Publish) => (context: Context) => Promise<unknown>, begun: Record<string, unknown> = {}) {
  const client = devClient(loaded, { logger: silent, ...(loaded.publishing ? { middleware: [loaded.publishing.realtimeMiddleware()] } : {}) });
  const topic = channelOf(loaded, "o1").status;
  const v4: Publish = {
    fromBody: ({ step }, data, id = "publish:orders:o1") => step.realtime.publish(id, topic, data),
    fromStep: (_, data) => client.realtime.publish(topic, data),
  };
  // inngest 3 takes no id, and finds out by itself whether it is called in a step.
  const v3: Publish["fromStep"] = ({ publish }, data) => publish((topic as (data: object) => object)(data));
  published();
  const handler = serveOne(loaded, {}, client, body(loaded.publishing ? { fromBody: v3, fromStep: v3 } : v4));
  const { status, output } = await play(handler, { fnId: "app-f", event, begun: { version: 1, steps: begun }, maxAttempts: 1 });
  return { status, output, published: published() };
}

/** Stands in for the server's end: opens, and hands over one message when it is told to. */
class Socket {
  static last: Socket;
  onopen: () => void = () => {};
  onmessage: (message: { data: string }) => Promise<void> = async () => {};
  constructor() {
    Socket.last = this;
    queueMicrotask(() => this.onopen());
  }
  close() {}
}

const message = (phase: unknown) => JSON.stringify({ kind: "data", channel: "orders:o1", topic: "status", data: { phase } });

/** What a page sees first that subscribes with this token and is sent these messages, or how it goes wrong. */
async function page({ realtime }: Loaded, token: object, messages = [message("done")]): Promise<unknown> {
  Object.assign(globalThis, { WebSocket: Socket });
  const seen = async (see: (data: unknown) => void) => {
    await realtime.subscribe({ ...token }, ({ data }) => see(data));
    for (const data of messages) await Socket.last.onmessage({ data });
  };
  return new Promise<unknown>((resolve) => void seen(resolve).catch((error: Error) => resolve(error.message)));
}

/** What became of `@inngest/realtime`: ids of steps, validation, tokens and streams. */
export const programsOfRealtime: Programs = {
  "published-before": async (loaded) => {
    const twice = (id?: string) => ({ fromBody }: Publish) => async (context: Context) => {
      await fromBody(context, { phase: "started" }, id);
      await fromBody(context, { phase: "done" }, id);
    };
    const begun = { "publish:orders:o1": null, "publish:orders:o1:1": null };
    const count = async (id?: string, steps = {}) => (await playPublishing(loaded, twice(id), steps)).published.length;
    return { fresh: await count(), begun: await count(undefined, begun), ...(loaded.publishing ? {} : { begunWithNewIds: await count("say", begun) }) };
  },
  "publish-in-a-step": async (loaded) => {
    const inStep = ({ fromStep }: Publish) => (context: Context) => context.step.run("a", () => fromStep(context, { phase: "started" }));
    return (await playPublishing(loaded, inStep)).published;
  },
  "publish-against-schema": async (loaded) => {
    const { status, output, published: sent } = await playPublishing(loaded, ({ fromBody }) => (context) => fromBody(context, { phase: 1 }));
    const token = { channel: channelOf(loaded, "o1"), topics: ["status"], key: "jwt" };
    return { status, published: sent.length, ...(status === "Failed" ? { output } : {}), received: await page(loaded, token, [message(1), message("done")]) };
  },
  "subscription-token": async (loaded) => {
    const { realtime } = loaded;
    const token = await realtime.getSubscriptionToken(devClient(loaded), { channel: channelOf(loaded, "o1"), topics: ["status"] });
    const { channel, ...rest } = JSON.parse(JSON.stringify(token)) as Token;
    return { channel: typeof channel === "string" ? channel : Object.keys(channel), ...rest };
  },
  "page-and-token": async (loaded) => {
    const key = { key: "jwt", apiBaseUrl: "https://api.inngest.com/" };
    const topics = ["status"];
    // As JSON leaves the channel of inngest 4: its schemas are no schemas any more.
    const channel = { name: "orders:o1", topics: { status: { schema: {} } } };
    const own = loaded.sdk === "v4" ? { channel: channelOf(loaded, "o1"), topics } : {};
    return {
      keyOnly: await page(loaded, { ...own, ...key }),
      channelAsJson: await page(loaded, { channel, topics, ...key }),
      channelByName: await page(loaded, { channel: channel.name, topics, ...key }),
    };
  },
  "encoded-stream": async (loaded) => {
    Object.assign(globalThis, { WebSocket: Socket });
    const stream = await loaded.realtime.subscribe({ channel: "orders:o1", topics: ["status"], key: "jwt" });
    const reader = stream.getEncodedStream().getReader();
    const chunk = reader.read();
    await Socket.last.onmessage({ data: message("done") });
    return new TextDecoder().decode((await chunk).value).replace(/\{.*\}/, "JSON");
  },
};

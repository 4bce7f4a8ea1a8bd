// What scenarios are written with: plays of the app on a virtual clock, and claims about what they did.
import { durable } from "./durable.mjs";
import { listen } from "./app.mjs";

/** Where the clock of each play starts. */
export const start = Date.parse("2026-01-01T00:00:00Z");

/**
 * @param {{ client: any, functions: any[] }} app what the project serves
 * @param {Record<string, Function>} services what each service answers
 * @returns a function that starts a play: `services` replaces answers, everything else goes to `durable`. In `calls` are
 * the calls of services so far: name, first argument, and when, in seconds since the start.
 */
export const player = (app, services) => async ({ services: others = {}, ...options } = {}) => {
  const calls = [];
  const running = await durable({ client: app.client, functions: app.functions, now: new Date(start), ...options });
  listen(async (name, args) => {
    calls.push({ name, args: structuredClone(args[0]), at: (Date.now() - start) / 1000 });
    return await ({ ...services, ...others })[name](...args);
  });
  const called = (name) => calls.filter((call) => call.name === name);
  return { ...running, answers: services, calls, called, runs: () => running.timeline().runs };
};

/** Throws, in words, unless both are the same as JSON. */
export function expect(what, found, wanted) {
  if (canonical(found) !== canonical(wanted)) throw new Error(`${what}: expected ${brief(wanted)}, found ${brief(found)}`);
}

/**
 * Plays a story, and again for each call of a service that it makes with that call failing once: effects other than the
 * failed one must happen as often as before.
 *
 * @param play starts a play
 * @param {(play: any) => Promise<void>} story what happens
 * @param {string[]} effects the services whose calls change something
 */
export async function survivesFailures(play, story, effects) {
  const clean = await told(play, story, {});
  const wanted = effectsOf(clean.calls, effects);
  if (wanted.length === 0) throw new Error("nothing is done at all");
  for (const failing of new Set(clean.calls.map(text))) {
    let failed = false;
    const [name] = failing.split(" ");
    const broken = async (...args) => {
      if (failed || text({ name, args: args[0] }) !== failing) return clean.answers[name](...args);
      failed = true;
      throw new Error(`${name} is down for a moment`);
    };
    const other = effectsOf((await told(play, story, { services: { [name]: broken } })).calls, effects);
    if (failed) other.splice(other.indexOf(failing), effects.includes(name) ? 1 : 0);
    expect(`effects when ${failing} fails once`, other, wanted);
  }
}

/**
 * Plays a story, and again for each step with the process lost right after the step's code: whatever happens again must be
 * the same call with the same key.
 */
export async function survivesLosses(play, story, effects) {
  const clean = await told(play, story, {});
  const wanted = effectsOf(clean.calls, effects);
  if (wanted.length === 0) throw new Error("nothing is done at all");
  expect("effects that have a key of their own", [...new Set(wanted)], wanted);
  const places = new Set(clean.runs().flatMap(({ functionId, steps }) => steps.filter(({ attempts }) => attempts.length > 0).map(({ id }) => `${functionId}\n${id}`)));
  if (places.size === 0) throw new Error("there is no step");
  for (const place of places) {
    let lost = false;
    const fault = ({ functionId, stepId }) => {
      if (lost || `${functionId}\n${stepId}` !== place) return undefined;
      lost = true;
      return "lose";
    };
    const other = await told(play, story, { fault });
    expect(`effects when the process is lost after ${place.split("\n")[1]}`, [...new Set(effectsOf(other.calls, effects))], wanted);
  }
}

async function told(play, story, options) {
  const playing = await play(options);
  await story(playing);
  return playing;
}

const text = ({ name, args }) => `${name} ${canonical(args)}`;
const effectsOf = (calls, names) => calls.filter(({ name }) => names.includes(name)).map(text).sort();

const canonical = (value) =>
  JSON.stringify(value, (_, inner) => (inner !== null && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner)) ?? "undefined";

function brief(value) {
  const words = canonical(value);
  return words.length > 300 ? `${words.slice(0, 300)}…` : words;
}

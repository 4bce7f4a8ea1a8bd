import { rmSync } from "node:fs";

let heeded = false;

/** Lets a signal end the process with the usual code as `process.exit` does: without a listener, "exit" would not be heard. */
export function exitOnSignals(): void {
  if (heeded) return;
  heeded = true;
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const) process.once(signal, () => process.exit(code));
}

/**
 * Hands the folder that `make` makes to `use`, and removes it afterwards, also when the process is ended meanwhile.
 *
 * @param make makes the folder and returns its absolute path
 */
export async function withFolder<T>(make: () => string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = make();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    return await use(folder);
  } finally {
    remove();
    process.off("exit", remove);
  }
}

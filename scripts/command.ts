import { exitOnSignals } from "./interrupt.ts";

/**
 * Runs a command to its end: its exit code, one plain line when it can not do its work, no word more when its reader has
 * seen enough, as in `npm run verify | head`, and no folder left behind when it is interrupted.
 *
 * @param name of the command, for the line
 * @param main does the work; answers the exit code, and throws when it can not be done (exit code 2)
 */
export function runCommand(name: string, main: () => Promise<number>): void {
  exitOnSignals();
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 2;
    },
  );
}

import { describeFailure } from '../failure.ts';

/** Runs what a command does and sets the exit status: what it answers, or 2 with one line about what went wrong. */
export function act<Arguments extends readonly unknown[]>(work: (...args: Arguments) => Promise<number>) {
  return async (...args: Arguments): Promise<void> => {
    process.exitCode = await work(...args).catch((error: unknown) => {
      console.error(describeFailure(error));
      return 2;
    });
  };
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** A command that is asked to stop goes through its exit handlers, which leave neither drafts nor a database running. */
export function leaveOnSignal(): void {
  for (const [signal, status] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(status));
}

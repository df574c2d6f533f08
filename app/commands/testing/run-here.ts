import { format } from 'node:util';
import { vi } from 'vitest';
import { runCommand } from '../program.ts';

/** What a command line came to. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

const ENVIRONMENT = ['DATABASE_URL', 'CALLOSUM_TOKEN'];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs a command line to its end in this process, which spares loading the whole product once more. It takes over the directory,
 * the environment, the streams and the exit status, so commands take turns.
 */
export function runHere(args: readonly string[], options: RunOptions): Promise<Ended> {
  const mine = turn.then(() => takeOver(args, options));
  turn = mine.catch(() => undefined);
  return mine;
}

async function takeOver(args: readonly string[], { cwd, env = {} }: RunOptions): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  const { exitCode } = process;
  const home = process.cwd();
  const before = SIGNALS.map((signal) => new Set(process.listeners(signal)));
  const streams = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((texts.stdout += String(text)))),
    vi.spyOn(console, 'log').mockImplementation((...words) => void (texts.stdout += `${format(...words)}\n`)),
    vi.spyOn(console, 'error').mockImplementation((...words) => void (texts.stderr += `${format(...words)}\n`)),
  ];
  for (const name of ENVIRONMENT) vi.stubEnv(name, env[name]);
  vi.stubEnv('TZ', 'America/Anchorage');
  process.chdir(cwd);
  process.exitCode = undefined;
  try {
    return { status: await runCommand(args), ...texts };
  } finally {
    process.exitCode = exitCode;
    process.chdir(home);
    vi.unstubAllEnvs();
    for (const stream of streams) stream.mockRestore();
    for (const [at, signal] of SIGNALS.entries()) {
      for (const one of process.listeners(signal)) if (!before[at]?.has(one)) process.off(signal, one);
    }
  }
}

import { say } from '@callosum/kernel';
import type { Installation, Scope } from '@callosum/server';
import { Option } from 'commander';
import { leaveOnSignal } from './act.ts';
import { createProgressBar, type ProgressBar } from './terminal.ts';

/** Where the store lies. */
export interface StoreOptions {
  readonly data: string;
}

export function dataOption(): Option {
  return new Option('--data <dir>', 'data directory').default('data', './data');
}

export function jsonOption(): Option {
  return new Option('--json', 'print one JSON document').default(false);
}

/** Lines that are no result. */
export function tellLine(line: string): void {
  console.error(line);
}

/** Opens the store, beside a running server or without one, works on it, and leaves it. */
export async function inStore<T>(
  { data }: StoreOptions,
  work: (installation: Installation, progress: ProgressBar) => Promise<T>,
): Promise<T> {
  leaveOnSignal();
  const [{ openInstallation }, { installationOptions }] = await Promise.all([
    import('@callosum/server'),
    import('../options.ts'),
  ]);
  const progress = createProgressBar();
  const installation = await openInstallation({ ...installationOptions(data, tellLine), command: true });
  try {
    return await work(installation, progress);
  } finally {
    progress.end();
    await installation.close();
  }
}

/** The scope of a project. @throws Refusal `not-found` that names the key. */
export async function projectIn({ db }: Installation, key: string): Promise<Scope> {
  const [{ refusal }, { findScope }] = await Promise.all([import('@callosum/kernel'), import('@callosum/server')]);
  const scope = await findScope(db, key);
  if (scope) return scope;
  throw refusal('not-found', say`There is no project ${key} in this store.`, {
    remedy: say`Check the key, and --data.`,
  });
}

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { keepBeating, livesByNow, readHolder } from './lock.ts';
import { ownIdentity } from './processes.ts';

/** Puts this process on the list of those who use the running database; the answer takes it off again. */
export function register(dataDir: string): () => void {
  const directory = userDirectory(dataDir);
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  const id = randomUUID();
  const file = join(directory, id);
  writeFileSync(file, JSON.stringify({ ...ownIdentity(), id, role: 'command', state: 'running' }));
  const stopBeating = keepBeating(file);
  return () => {
    stopBeating();
    rmSync(file, { force: true });
  };
}

/** How many live processes use the database beside the holder of the lock; forgets those that died. */
export function countUsers(dataDir: string): number {
  const directory = userDirectory(dataDir);
  if (!existsSync(directory)) return 0;
  return readdirSync(directory)
    .map((name) => join(directory, name))
    .filter((file) => {
      const user = readHolder(file);
      if (user && livesByNow(file, user)) return true;
      rmSync(file, { force: true });
      return false;
    }).length;
}

function userDirectory(dataDir: string): string {
  return join(dataDir, 'callosum.users');
}

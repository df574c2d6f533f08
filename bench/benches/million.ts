import type { Server, Site } from '../site.ts';

const PROJECTS = 20;
const RECORDS = 1_000_000;
const FEW = 100_000;

export interface Millions {
  readonly keys: readonly string[];
  readonly scopes: readonly string[];
  readonly records: number;
}

let made: Promise<Millions> | undefined;

/** A million records in twenty projects, made by the first bench that needs them; BENCH_FEW=1 makes a tenth, to try it out. */
export function millions(_site: Site, server: Server, log: (line: string) => void): Promise<Millions> {
  return (made ??= makeMillions(server, log));
}

async function makeMillions(server: Server, log: (line: string) => void): Promise<Millions> {
  const records = process.env.BENCH_FEW ? FEW : RECORDS;
  log(`Making ${records} records in ${PROJECTS} projects …`);
  const keys = Array.from({ length: PROJECTS }, (_, n) => `MANY-${n}`);
  const scopes: string[] = [];
  for (const key of keys) scopes.push(await server.ask('project', key));
  await server.ask('million', { scopes, records });
  return { keys, scopes, records };
}

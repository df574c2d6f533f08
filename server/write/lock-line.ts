import type { Graph } from '@callosum/kernel';
import { lineOf } from '@callosum/kernel';

interface Lock {
  readonly scope: string;
  readonly level: number;
  readonly alone: boolean;
}

/**
 * The statement a writing transaction begins with: it takes the locks of the scopes it rests on, the widest first, so that
 * no two writers wait for each other. Shared for what is only read, alone for a scope others rest on that is written to or moved.
 * Advisory locks stand in a queue: a stream of project writers cannot keep the organisation's writer out, and taking one
 * writes nothing. See docs/decisions/0006.
 * @param alone the scopes that nobody else may rest on meanwhile.
 */
export function beginLocked(graphs: readonly Graph[], alone: ReadonlySet<string>): string {
  const locks = new Map<string, Lock>();
  for (const graph of graphs) {
    const { length } = lineOf(graph);
    lineOf(graph).forEach(({ scope: { id } }, index) => {
      locks.set(id, { scope: id, level: length - index, alone: alone.has(id) });
    });
  }
  const ordered = [...locks.values()].sort((a, b) => a.level - b.level || (a.scope < b.scope ? -1 : 1));
  return ['begin', ...ordered.map(statement)].join('; ');
}

function statement({ scope, alone }: Lock): string {
  return `select pg_advisory_xact_lock${alone ? '' : '_shared'}(${lockNumber(scope)})`;
}

/** The random half of an id (UUID version 7) as PostgreSQL's bigint. */
function lockNumber(scope: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${scope.replaceAll('-', '').slice(-16)}`));
}

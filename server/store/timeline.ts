import type { Pool } from 'pg';

/** Which events of a scope are told: those up to a sequence that took effect up to an instant. */
export interface Bounds {
  readonly upTo: number;
  /** Milliseconds since 1970; infinite when it does not matter. */
  readonly effectiveUpTo: number;
}

/** When each event of a ledger took effect, and what it is about; that of sequence 1 stands first. */
export interface Timeline {
  readonly effective: readonly number[];
  readonly subjects: readonly string[];
}

/** The timelines of the scopes whose past is looked at, read once and followed from there. */
export interface Timelines {
  readonly of: (scope: string) => Promise<Timeline>;
}

const READ = `select extract(epoch from effective) * 1000 as effective, subject from event
  where scope = $1 and sequence > $2 order by sequence`;

/** Scopes whose timelines are kept; a hundred thousand events are some ten megabytes. */
const MOST_KEPT = 16;

export function createTimelines(pool: Pool): Timelines {
  const kept = new Map<string, Promise<Growing>>();
  return {
    of: async (scope) => {
      const known =
        kept.get(scope) ?? Promise.resolve({ effective: [], subjects: [], names: new Map<string, string>() });
      const next = known.then((timeline) => grow(pool, scope, timeline));
      kept.delete(scope);
      kept.set(scope, next);
      next.catch(() => {
        if (kept.get(scope) === next) kept.delete(scope);
      });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return next;
    },
  };
}

interface Growing extends Timeline {
  readonly effective: number[];
  readonly subjects: string[];
  /** Each id once: events are many, and what they are about comes again and again. */
  readonly names: Map<string, string>;
}

async function grow(pool: Pool, scope: string, timeline: Growing): Promise<Growing> {
  const { effective, subjects, names } = timeline;
  const { rows } = await pool.query<{ effective: string; subject: string }>({
    name: 'timeline',
    text: READ,
    values: [scope, effective.length],
  });
  for (const row of rows) {
    const name = names.get(row.subject) ?? row.subject;
    names.set(name, name);
    effective.push(Math.round(Number(row.effective)));
    subjects.push(name);
  }
  return timeline;
}

/** How many events one of two bounds includes and the other does not: how far they lie apart. */
export function distance({ effective }: Timeline, from: Bounds, to: Bounds): number {
  let apart = 0;
  for (let index = 0; index < effective.length; index += 1) {
    const instant = effective[index] ?? 0;
    apart += Number(within(from, index, instant) !== within(to, index, instant));
  }
  return apart;
}

/** What the events are about that one of two bounds includes and the other does not. */
export function turnedBetween({ effective, subjects }: Timeline, from: Bounds, to: Bounds): ReadonlySet<string> {
  const turned = new Set<string>();
  for (let index = 0; index < effective.length; index += 1) {
    const instant = effective[index] ?? 0;
    if (within(from, index, instant) !== within(to, index, instant)) turned.add(subjects[index] ?? '');
  }
  return turned;
}

/** Sequences of the events within bounds that are about something of a set, in the ledger's order. */
export function eventsAbout({ effective, subjects }: Timeline, about: ReadonlySet<string>, to: Bounds): number[] {
  const found: number[] = [];
  if (about.size === 0) return found;
  for (const [index, subject] of subjects.entries()) {
    if (about.has(subject) && within(to, index, effective[index] ?? 0)) found.push(index + 1);
  }
  return found;
}

/** The sequence of the last event within bounds; 0 when there is none. */
export function lastWithin({ effective }: Timeline, to: Bounds): number {
  return effective.findLastIndex((instant, index) => within(to, index, instant)) + 1;
}

function within({ upTo, effectiveUpTo }: Bounds, index: number, instant: number): boolean {
  return index < upTo && instant <= effectiveUpTo;
}

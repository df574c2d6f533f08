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
  /** Places of the events by when they took effect, those of the same instant in the ledger's order. */
  readonly byEffect: readonly number[];
  /** The place of the last event about each subject. */
  readonly last: ReadonlyMap<string, number>;
  /** The place of the event before each one about the same; -1 for the first. */
  readonly previous: readonly number[];
}

/** The timelines of the scopes whose past is looked at, read once and followed from there. */
export interface Timelines {
  readonly of: (scope: string) => Promise<Timeline>;
}

const READ = `select extract(epoch from effective) * 1000 as effective, subject from event
  where scope = $1 and sequence > $2 order by sequence limit $3`;
/** Events read at once: others get their turn between two pages. */
const PAGE = 20_000;

/** Scopes whose timelines are kept; a hundred thousand events are some fifteen megabytes. */
const MOST_KEPT = 16;

/** @param textsOf the texts by which a scope's records and links are known: ids that are the same text are found more quickly, and held once. */
export function createTimelines(pool: Pool, textsOf: (scope: string) => Promise<(id: string) => string>): Timelines {
  const kept = new Map<string, Promise<Growing>>();
  return {
    of: async (scope) => {
      const known = kept.get(scope) ?? Promise.resolve(growing());
      const next = known.then(async (timeline) => grow(pool, scope, timeline, await textsOf(scope)));
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
  readonly byEffect: number[];
  readonly last: Map<string, number>;
  readonly previous: number[];
}

function growing(): Growing {
  return { effective: [], subjects: [], byEffect: [], last: new Map(), previous: [] };
}

async function grow(pool: Pool, scope: string, timeline: Growing, textOf: (id: string) => string): Promise<Growing> {
  for (;;) {
    const { rows } = await pool.query<{ effective: string; subject: string }>({
      name: 'timeline',
      text: READ,
      values: [scope, timeline.effective.length, PAGE],
    });
    append(
      timeline,
      rows.map(({ effective, subject }) => ({ effective: Math.round(Number(effective)), subject })),
      textOf,
    );
    if (rows.length < PAGE) return timeline;
  }
}

interface Happened {
  readonly effective: number;
  readonly subject: string;
}

/** The timeline of what happened, in the ledger's order, as far as it was read at a time. */
export function timelineOf(...parts: readonly (readonly Happened[])[]): Timeline {
  const timeline = growing();
  for (const events of parts) append(timeline, events);
  return timeline;
}

function append(
  { effective, subjects, byEffect, last, previous }: Growing,
  events: readonly Happened[],
  textOf: (id: string) => string = (id) => id,
): void {
  const added: number[] = [];
  for (const event of events) {
    const place = effective.length;
    const before = last.get(event.subject);
    // Each id once: events are many, and what they are about comes again and again.
    const subject = before === undefined ? textOf(event.subject) : (subjects[before] ?? event.subject);
    subjects.push(subject);
    previous.push(before ?? -1);
    last.set(subject, place);
    effective.push(event.effective);
    added.push(place);
  }
  merge(byEffect, added, (place) => effective[place] ?? 0);
}

/** Puts places, all later in the ledger, where they belong by when they took effect. */
function merge(ordered: number[], added: number[], instantOf: (place: number) => number): void {
  const sorted = added.sort((a, b) => instantOf(a) - instantOf(b) || a - b);
  const [earliest] = sorted;
  if (earliest === undefined) return;
  // Whatever took effect later than the first of them is moved; mostly that is nothing.
  let from = ordered.length;
  while (from > 0 && instantOf(ordered[from - 1] ?? 0) > instantOf(earliest)) from -= 1;
  const moved = ordered.splice(from);
  let next = 0;
  for (const place of sorted) {
    for (let old = moved[next]; old !== undefined && instantOf(old) <= instantOf(place); old = moved[next]) {
      ordered.push(old);
      next += 1;
    }
    ordered.push(place);
  }
  for (const old of moved.slice(next)) ordered.push(old);
}

/** Places of the events that one of two bounds includes and the other does not. */
function* between({ effective, byEffect }: Timeline, from: Bounds, to: Bounds): Generator<number> {
  const differs = (place: number): boolean => {
    const instant = effective[place] ?? 0;
    return within(from, place, instant) !== within(to, place, instant);
  };
  const [earlier, later] = inOrder(from.effectiveUpTo, to.effectiveUpTo);
  for (let at = firstAfter(effective, byEffect, earlier); at < byEffect.length; at += 1) {
    const place = byEffect[at] ?? 0;
    if ((effective[place] ?? 0) > later) break;
    if (differs(place)) yield place;
  }
  const [fewer, more] = inOrder(from.upTo, to.upTo);
  for (let place = fewer; place < Math.min(more, effective.length); place += 1) {
    const instant = effective[place] ?? 0;
    const wasMet = instant > earlier && instant <= later;
    if (!wasMet && differs(place)) yield place;
  }
}

/** Where in the order of effect the first event after an instant stands. */
function firstAfter(effective: readonly number[], byEffect: readonly number[], instant: number): number {
  let [low, high] = [0, byEffect.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((effective[byEffect[middle] ?? 0] ?? 0) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

function inOrder(a: number, b: number): readonly [number, number] {
  return a <= b ? [a, b] : [b, a];
}

/** How many events one of two bounds includes and the other does not: how far they lie apart. */
export function distance(timeline: Timeline, from: Bounds, to: Bounds): number {
  const { effective, byEffect } = timeline;
  // Two days of the same ledger, which is what is asked for most.
  if (from.upTo === to.upTo && from.upTo >= effective.length) {
    const [earlier, later] = inOrder(from.effectiveUpTo, to.effectiveUpTo);
    return firstAfter(effective, byEffect, later) - firstAfter(effective, byEffect, earlier);
  }
  if (from.upTo === 0 && to.upTo >= effective.length) return firstAfter(effective, byEffect, to.effectiveUpTo);
  let apart = 0;
  for (const _place of between(timeline, from, to)) apart += 1;
  return apart;
}

/** What the events are about that one of two bounds includes and the other does not. */
export function turnedBetween(timeline: Timeline, from: Bounds, to: Bounds): ReadonlySet<string> {
  const turned = new Set<string>();
  for (const place of between(timeline, from, to)) turned.add(timeline.subjects[place] ?? '');
  return turned;
}

/** Whether two bounds include the same events about something, so that it is the same within both. */
export function isSameWithin(
  { effective, last, previous }: Timeline,
  subject: string,
  one: Bounds,
  other: Bounds,
): boolean {
  for (let place = last.get(subject) ?? -1; place >= 0; place = previous[place] ?? -1) {
    const instant = effective[place] ?? 0;
    if (within(one, place, instant) !== within(other, place, instant)) return false;
  }
  return true;
}

/** Sequences of the events within bounds that are about something of a set, in the ledger's order. */
export function eventsAbout(
  { effective, last, previous }: Timeline,
  about: ReadonlySet<string>,
  to: Bounds,
): readonly number[] {
  const found: number[] = [];
  for (const subject of about) {
    for (let place = last.get(subject) ?? -1; place >= 0; place = previous[place] ?? -1) {
      if (within(to, place, effective[place] ?? 0)) found.push(place + 1);
    }
  }
  return found.sort((a, b) => a - b);
}

/** The sequence of the last event within bounds; 0 when there is none. */
export function lastWithin({ effective }: Timeline, to: Bounds): number {
  let place = Math.min(to.upTo, effective.length) - 1;
  while (place >= 0 && (effective[place] ?? 0) > to.effectiveUpTo) place -= 1;
  return place + 1;
}

function within({ upTo, effectiveUpTo }: Bounds, place: number, instant: number): boolean {
  return place < upTo && instant <= effectiveUpTo;
}

import type { Decided } from '@callosum/foundation';
import type { JudgedMessage, RunOfCases } from '@callosum/interoperability/server';
import type { Change, External, FieldChanges, FieldValues } from '@callosum/kernel';
import { createHash } from 'node:crypto';
import { idOf } from './ids.ts';

/** A gate as it was decided. */
export interface Board extends Decided {
  /** What the ids of its records are derived from, in the order in which they are made. */
  readonly ids: string;
}

/** A file that was attached to a record. */
export interface StoryFile {
  readonly record: string;
  readonly name: string;
  readonly text: string;
}

/** Messages that came in at an endpoint one after the other, held against a profile. */
export interface StoryMessages {
  readonly endpoint: string;
  readonly profile: string;
  readonly messages: readonly JudgedMessage[];
}

/** A run of the cases of a test. */
export interface StoryRun {
  readonly test: string;
  readonly way: string;
  readonly account: string;
  readonly restsOn: Readonly<Record<string, string>>;
  readonly cases: RunOfCases;
}

/** What was written on one day: the changes first, then what was decided on their grounds. */
export interface Step {
  readonly day: string;
  readonly changes: readonly Change[];
  readonly boards: readonly Board[];
  /** What was answered anonymously: it is written by itself, so that nothing stands beside it that somebody answers for. */
  readonly answers: readonly Change[];
  readonly files: readonly StoryFile[];
  /** Rows that are no records. */
  readonly messages: readonly StoryMessages[];
  readonly runs: readonly StoryRun[];
}

interface More {
  readonly state?: string;
  readonly external?: External;
  /** Links that leave the record: type without the kind, and where it leads. */
  readonly links?: readonly (readonly [link: string, to: string | readonly string[], fields?: FieldValues])[];
}

/** A project as it went, day by day. Parts tell their share in any order; the days put it together. */
export interface Story {
  /** First day; nothing is told of before. */
  readonly begins: string;
  /** The id of something by the name it has in the story. */
  readonly id: (name: string) => string;
  /** A record comes to be. @returns its id. */
  readonly add: (day: string, kind: string, name: string, fields: FieldValues, more?: More) => string;
  /** Somebody answers anonymously. */
  readonly answer: (
    day: string,
    kind: string,
    name: string,
    fields: FieldValues,
    link: readonly [link: string, to: string],
  ) => void;
  /** A record changes. */
  readonly set: (day: string, id: string, fields: FieldChanges, state?: string) => void;
  /** A link is made, as soon as both ends are there. */
  readonly link: (day: string, type: string, from: string, to: string, fields?: FieldValues) => string;
  readonly unlink: (day: string, link: string) => void;
  /** A file is attached to a record. @returns its SHA-256, which says which file is meant. */
  readonly attach: (day: string, record: string, name: string, text: string) => string;
  readonly fileHash: (text: string) => string;
  readonly receive: (day: string, endpoint: string, profile: string, messages: readonly JudgedMessage[]) => void;
  readonly ran: (day: string, test: string, run: Omit<StoryRun, 'test'>) => void;
  /** A gate is decided. @returns the ids of its conditions. */
  readonly decide: (day: string, decided: Decided) => readonly string[];
  readonly steps: () => readonly Step[];
}

/** @param space what the ids are derived from: the scope’s own id, so that two stores never share one. */
export function createStory(space: string, begins: string): Story {
  const days = new Map<
    string,
    {
      made: Change[];
      changed: Change[];
      linked: Change[];
      answers: Change[];
      boards: Board[];
      files: StoryFile[];
      messages: StoryMessages[];
      runs: StoryRun[];
    }
  >();
  const born = new Map<string, string>();
  const on = (day: string) => {
    const known = days.get(day);
    if (known) return known;
    const fresh = { made: [], changed: [], linked: [], answers: [], boards: [], files: [], messages: [], runs: [] };
    days.set(day, fresh);
    return fresh;
  };
  const from = (day: string): string => (day < begins ? begins : day);
  const id = (name: string): string => idOf(space, name);
  const link: Story['link'] = (day, type, start, end, fields) => {
    const own = id(`${type} ${start} ${end}`);
    const when = [from(day), born.get(start) ?? begins, born.get(end) ?? begins].reduce(later);
    on(when).linked.push({ action: 'link', id: own, type, from: start, to: end, ...(fields ? { fields } : {}) });
    born.set(own, when);
    return own;
  };
  return {
    begins,
    id,
    add: (day, kind, name, fields, { state, external, links = [] } = {}) => {
      const own = id(name);
      const when = from(day);
      if (born.has(own)) throw new Error(`“${name}” is told of twice`);
      born.set(own, when);
      const more = { ...(state === undefined ? {} : { state }), ...(external ? { external } : {}) };
      on(when).made.push({ action: 'create', kind, id: own, fields, ...more });
      for (const [type, to, said] of links) {
        for (const end of typeof to === 'string' ? [to] : to) link(when, `${kind}.${type}`, own, end, said);
      }
      return own;
    },
    answer: (day, kind, name, fields, [type, to]) => {
      const own = id(name);
      const when = later(from(day), born.get(to) ?? begins);
      on(when).answers.push(
        { action: 'create', kind, id: own, fields },
        { action: 'link', id: id(`${kind}.${type} ${own} ${to}`), type: `${kind}.${type}`, from: own, to },
      );
    },
    set: (day, record, fields, state) => {
      const when = later(from(day), born.get(record) ?? begins);
      on(when).changed.push({ action: 'update', id: record, fields, ...(state === undefined ? {} : { state }) });
    },
    link,
    unlink: (day, one) => void on(later(from(day), born.get(one) ?? begins)).linked.push({ action: 'unlink', id: one }),
    attach: (day, record, name, text) => {
      on(later(from(day), born.get(record) ?? begins)).files.push({ record, name, text });
      return fileHash(text);
    },
    fileHash,
    receive: (day, endpoint, profile, messages) => void on(from(day)).messages.push({ endpoint, profile, messages }),
    ran: (day, test, run) => void on(from(day)).runs.push({ ...run, test }),
    decide: (day, decided) => {
      const ids = id(`board ${day} ${decided.gate}`);
      on(day).boards.push({ ...decided, ids });
      // A decision and each vote are a record and a link; the conditions come last.
      const before = 2 * (1 + decided.votes.length);
      return decided.conditions.map((_condition, place) => idOf(ids, String(before + 2 * place)));
    },
    steps: () =>
      [...days]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([day, { made, changed, linked, ...rest }]) => ({
          day,
          changes: [...made, ...changed, ...linked],
          ...rest,
        })),
  };
}

function fileHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

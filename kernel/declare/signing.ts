import { say, type Sentence } from './say.ts';
import type { Row } from '../graph/reader.ts';
import { digestOf, type Statement, type StatementLine, type StatementRest } from '../ledger/signature.ts';
import { fieldType } from './fields/index.ts';
import type { Kind, Move } from './kind.ts';
import { Problem } from './problem.ts';
import type { Registry } from './registry.ts';

/** What a decision says for signing: a readable summary built from the records. */
export interface Stated {
  /** What the signature means; the command's own `signs` unless given. */
  readonly meaning?: string;
  readonly title: string;
  readonly lines: readonly StatementLine[];
  /** Records it rests on: when one of them moves on, what was shown no longer holds. */
  readonly rests: readonly StatementRest[];
  /** The record whose event carries the signature; the first change unless given. */
  readonly on?: string;
}

/** A record as a statement rests on it. */
export function restOn(registry: Registry, row: Pick<Row, 'id' | 'kind' | 'number' | 'version'>): StatementRest {
  const prefix = registry.kinds.get(row.kind)?.prefix ?? row.kind;
  return { id: row.id, name: `${prefix}-${row.number}`, version: row.version };
}

/** What somebody signs who makes a move that its kind wants signed: the record as it stands, and where it goes. */
export function stateMove(registry: Registry, kind: Kind, row: Row, move: Move, meaning: string): Stated {
  const state = (name: string): string => kind.lifecycle.states[name]?.label ?? name;
  const told = (name: string): StatementLine[] => {
    const field = kind.fields[name];
    const value = row.fields[name];
    if (!field || value === undefined || name === 'title') return [];
    if (field.type === 'person' && typeof value === 'string') return [{ label: field.label, account: value }];
    if (field.type === 'structure') return [{ label: field.label, text: '…', behind: digestOf(value) }];
    return [{ label: field.label, text: fieldType(field).format(value) }];
  };
  const rest = restOn(registry, row);
  const { title } = row.fields;
  return {
    meaning,
    title: `${move.label}: ${rest.name} ${typeof title === 'string' ? title : ''}`.trim(),
    lines: [
      { label: 'State', text: `${state(row.state)} → ${state(move.to)}` },
      ...Object.keys(kind.fields).flatMap(told),
    ],
    rests: [rest],
    on: row.id,
  };
}

/** How what would be decided now differs from what somebody was shown; empty when it is the same. */
export function changedSince(shown: Statement, now: Stated & { readonly meaning: string }): Problem[] {
  const found: Sentence[] = [];
  if (shown.title !== now.title || shown.meaning !== now.meaning)
    found.push(say`“${shown.title}” is “${now.title}” now (${now.meaning}).`);
  const before = numbered(shown.lines);
  const after = numbered(now.lines);
  for (const [key, line] of before) found.push(...lineChanges(line, after.get(key)));
  for (const [key, line] of after)
    if (!before.has(key)) found.push(say`“${line.label}” has been added: ${textOf(line)}.`);
  const versions = new Map(now.rests.map((one) => [one.id, one]));
  for (const { id, name, version } of shown.rests) {
    const rest = versions.get(id);
    if (!rest) found.push(say`${name} no longer belongs to it.`);
    else if (rest.version !== version) found.push(say`${name} was changed meanwhile.`);
    versions.delete(id);
  }
  for (const { name } of versions.values()) found.push(say`${name} belongs to it now.`);
  return found.map(
    (message) =>
      new Problem({
        code: 'conflict',
        message,
        remedy: say`Nothing was signed. Read it again as it is now.`,
      }),
  );
}

/** Lines by label; of several with the same one, each has its place. */
function numbered(lines: readonly StatementLine[]): Map<string, StatementLine> {
  const counts = new Map<string, number>();
  return new Map(
    lines.map((line) => {
      const count = (counts.get(line.label) ?? 0) + 1;
      counts.set(line.label, count);
      return [`${line.label}\n${count}`, line];
    }),
  );
}

function lineChanges(before: StatementLine, after: StatementLine | undefined): Sentence[] {
  if (!after) return [say`“${before.label}” is gone.`];
  if (textOf(before) !== textOf(after))
    return [say`“${before.label}” was ${textOf(before)} and is ${textOf(after)} now.`];
  return before.behind === after.behind ? [] : [say`What lies behind “${before.label}” has changed.`];
}

function textOf({ account, date, text }: StatementLine): string {
  return [account, date, text].filter((part) => part !== undefined).join(' ') || 'empty';
}

import { refuse } from '../errors.ts';
import type { Result } from '../errors.ts';
import { say } from '../say.ts';

/** A place in a message: `PID-3[2].1`. Numbers count from 1; what is undefined was not said. */
export interface Path {
  readonly segment: string;
  /** Which segment of that name. */
  readonly occurrence: number | undefined;
  readonly field: number | undefined;
  readonly repetition: number | undefined;
  readonly component: number | undefined;
  readonly subcomponent: number | undefined;
}

const WRITTEN =
  /^([A-Za-z][A-Za-z0-9]{2})(?:\[(\d{1,9}|\*)\])?(?:[-.](\d{1,9})(?:\[(\d{1,9}|\*)\])?(?:\.(\d{1,9})(?:\.(\d{1,9}))?)?)?$/;
const KEPT = 4_096;
const known = new Map<string, Result<Path>>();

/**
 * Reads `PID`, `OBX[3]-5`, `PID-3[2].1` or `PID-3.1.2`; `*` in brackets means every one, the same as no brackets when many
 * are asked for. `PID.3.1` is read as `PID-3.1`.
 */
export function parsePath(text: string): Result<Path> {
  const before = known.get(text);
  if (before) return before;
  const path = read(text);
  if (known.size >= KEPT) known.clear();
  known.set(text, path);
  return path;
}

function read(text: string): Result<Path> {
  const match = WRITTEN.exec(text);
  const numbers = match?.slice(2).map((part) => (part === undefined || part === '*' ? undefined : Number(part)));
  if (!match || !numbers || numbers.includes(0)) return refuse('path-malformed', say`It says “${text.slice(0, 60)}”.`);
  const [occurrence, field, repetition, component, subcomponent] = numbers;
  const segment = match[1] ?? '';
  return { ok: true, value: { segment, occurrence, field, repetition, component, subcomponent } };
}

/** Writes a path as {@link parsePath} reads it. */
export function formatPath(path: Path): string {
  const bracket = (number: number | undefined): string => (number === undefined ? '' : `[${number}]`);
  const dot = (number: number | undefined): string => (number === undefined ? '' : `.${number}`);
  const head = `${path.segment}${bracket(path.occurrence)}`;
  if (path.field === undefined) return head;
  return `${head}-${path.field}${bracket(path.repetition)}${dot(path.component)}${dot(path.subcomponent)}`;
}

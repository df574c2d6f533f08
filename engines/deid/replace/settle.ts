import type { Finding, Treatment } from '../finding.ts';
import { Vault } from '../vault/vault.ts';
import { markOf, replacementFor } from './replace.ts';
import type { Setting } from './replace.ts';

/** From this strength on marks show that a piece was replaced before: one genuine piece in some thousands does by chance. */
const ENOUGH = 3.5;

export interface Settled extends Finding {
  readonly text: string;
}

/**
 * Decides what is replaced in a piece of input (a message, a row, a text). Where everything found in it carries our own marks the piece has been
 * through here before and stays; otherwise everything is replaced, marked or not.
 */
export function settle(text: string, findings: readonly Finding[], setting: Setting): Settled[] {
  let strength = 0;
  let unmarked = 0;
  const changes: { readonly finding: Finding; readonly found: string }[] = [];
  for (const finding of findings) {
    const found = text.slice(finding.start, finding.end);
    if (isDate(finding) && setting.mode === 'pseudonymised') {
      changes.push({ finding, found });
      continue;
    }
    // Years, ages and ZIP codes have one replacement each: where it stands there already, nothing is to be done.
    if ((isDate(finding) || FIXED.has(finding.treatment)) && replacementFor(finding, found, setting) === found)
      continue;
    const mark = markOf(finding, found);
    if (mark === 0) unmarked += 1;
    strength += mark;
    changes.push({ finding, found });
  }
  if (unmarked === 0 && strength >= ENOUGH) return [];
  return changes
    .map(({ finding, found }) => ({ ...finding, text: replacementFor(finding, found, setting) }))
    .filter(({ start, end, text: to }) => text.slice(start, end) !== to);
}

/** Kinds that have one replacement each, whatever a vault holds. */
const FIXED: ReadonlySet<Treatment> = new Set(['age', 'age-number', 'check', 'zip', 'blob']);

/**
 * Whether a piece of input has been through here before, in either mode: everything found in it carries our own marks. Dates carry none and say nothing; a piece that holds
 * nothing else is not known.
 */
export function isSettled(text: string, findings: readonly Finding[]): boolean {
  const setting: Setting = { mode: 'safe-harbor', vault: new Vault(), year: 0, person: '' };
  let strength = 0;
  for (const finding of findings) {
    if (isDate(finding)) continue;
    const found = text.slice(finding.start, finding.end);
    if (FIXED.has(finding.treatment) && replacementFor(finding, found, setting) === found) continue;
    const mark = markOf(finding, found);
    if (mark === 0) return false;
    strength += mark;
  }
  return strength >= ENOUGH;
}

function isDate({ treatment }: Finding): boolean {
  return treatment === 'date' || treatment === 'birth';
}

/** The text with everything replaced. */
export function applied(text: string, settled: readonly Settled[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: to } of settled) {
    pieces.push(text.slice(at, start), to);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

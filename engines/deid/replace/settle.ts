import type { Finding } from '../finding.ts';
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
    const isDate = finding.treatment === 'date' || finding.treatment === 'birth';
    if (isDate && setting.mode === 'pseudonymised') {
      changes.push({ finding, found });
      continue;
    }
    // Years, ages and ZIP codes have one replacement each: where it stands there already, nothing is to be done.
    const fixed = isDate || ['age', 'age-number', 'check', 'zip', 'blob'].includes(finding.treatment);
    if (fixed && replacementFor(finding, found, setting) === found) continue;
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

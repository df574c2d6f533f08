import { fieldPlace } from '../mapping/table.ts';
import type { Checked } from './check.ts';
import type { Finding } from './findings.ts';

/** Findings of one kind at one field, over many messages. */
export interface FindingCount extends Pick<Finding, 'severity' | 'code' | 'against' | 'text' | 'remedy'> {
  /** The field, without numbers of segments and repetitions; a path as it is where it names no field. */
  readonly place: string;
  readonly count: number;
  /** Where it was found first: what the caller calls the message. */
  readonly first: string;
}

/** Different kinds that are told apart; a batch with more is something else than it should be. */
const MOST = 2_000;
const RANK = { error: 0, warning: 1, information: 2 } as const;

/** Counts what was found in many messages, with memory that does not grow with their number. */
export class FindingTally {
  readonly #counts = new Map<string, FindingCount & { count: number }>();
  messages = 0;
  valid = 0;
  /** Findings that were not counted, because there are too many kinds. */
  uncounted = 0;

  add({ valid, findings }: Pick<Checked, 'valid' | 'findings'>, name: string): void {
    this.messages += 1;
    if (valid) this.valid += 1;
    for (const finding of findings) this.tell(finding, name);
  }

  /** Counts a finding that is of no message. */
  tell({ severity, code, against, path, text, remedy }: Finding, name: string): void {
    const place = fieldPlace(path).replace(/-0$/, '');
    const key = `${against} ${code} ${severity} ${place}`;
    const known = this.#counts.get(key);
    if (known) known.count += 1;
    else if (this.#counts.size >= MOST) this.uncounted += 1;
    else this.#counts.set(key, { severity, code, against, place, text, remedy, count: 1, first: name });
  }

  /** The worst first, and the most frequent of these. */
  get counts(): readonly FindingCount[] {
    return [...this.#counts.values()].toSorted(
      (a, b) => RANK[a.severity] - RANK[b.severity] || b.count - a.count || (a.place < b.place ? -1 : 1),
    );
  }
}

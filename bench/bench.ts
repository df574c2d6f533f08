import type { Figure } from './report.ts';
import type { Site } from './site.ts';

export interface Context {
  /** The large sizes, which take many minutes. */
  readonly full: boolean;
  /** One data directory for all benches of a run. */
  readonly site: Site;
  readonly log: (line: string) => void;
}

/** Something that is measured. */
export interface Bench {
  readonly name: string;
  /** What is done, and what it is held against. */
  readonly about: string;
  readonly run: (context: Context) => Promise<readonly Figure[]>;
}

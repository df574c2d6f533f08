/** What a file may cost before it is refused. */
export interface MspdiLimits {
  /** Bytes of the file. */
  readonly maxBytes: number;
  /** Elements open at the same time. */
  readonly maxDepth: number;
  /** Characters of one text, name, comment or attribute. */
  readonly maxTextLength: number;
  /** Attributes of one element. */
  readonly maxAttributes: number;
  /** Tasks. */
  readonly maxTasks: number;
  /** All other rows together: links, baselines, resources, assignments, calendars, their days and exceptions. */
  readonly maxRows: number;
  /** Warnings listed; the rest is only counted. */
  readonly maxWarnings: number;
}

/** A plan of Microsoft Project 2019 stays two orders of magnitude below each of these. */
export const DEFAULT_LIMITS: MspdiLimits = {
  maxBytes: 512 * 1024 * 1024,
  maxDepth: 64,
  maxTextLength: 4 * 1024 * 1024,
  maxAttributes: 64,
  maxTasks: 1_000_000,
  maxRows: 10_000_000,
  maxWarnings: 1000,
};

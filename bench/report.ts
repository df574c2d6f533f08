/** One measured number beside what it is held against. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** What the product sets out to reach; a missed goal is shown and fails nothing. */
  readonly goal?: string;
  /** The peer or ceiling, measured in the same run. */
  readonly peer?: string;
  /** Measured against peer, in the direction that its text says. */
  readonly ratio?: string;
}

const COLUMNS = ['what', 'measured', 'goal', 'peer', 'ratio'] as const;
const HEADINGS = { what: '', measured: 'measured', goal: 'goal', peer: 'peer or ceiling', ratio: 'ratio' } as const;

/** The figures as a Markdown table that also reads well in a terminal. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures].map((row: Figure) => COLUMNS.map((column) => row[column] ?? ''));
  const widths = COLUMNS.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}

/** Milliseconds, or seconds from ten of them on. */
export function time(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms >= 100 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}

export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`;
}

export function whole(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** How many times the second fits into the first. */
export function times(value: number, of: number): string {
  return `${(value / of).toFixed(value / of < 10 ? 2 : 1)} x`;
}

export function share(value: number, of: number): string {
  return `${Math.round((100 * value) / of)} %`;
}

/** The value below which a share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], portion: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(portion * sorted.length) - 1))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

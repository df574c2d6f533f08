import { COMPARISONS, type DocumentContext } from '@callosum/kernel';
import { type Cell, type Table, type Tone, writtenCell } from '@callosum/kernel/report';

type Gate = DocumentContext['readiness']['gates'][number];
type Criterion = Gate['criteria'][number];

/** The states in the order they are always shown. */
export const TONES: readonly { readonly tone: Tone; readonly word: string }[] = [
  { tone: 'met', word: 'met' },
  { tone: 'waived', word: 'waived' },
  { tone: 'unmet', word: 'unmet' },
  { tone: 'unknown', word: 'unknown' },
];

/** What a gate's state is called, and which shape it carries. */
export const GATE_STATES: Readonly<Record<Gate['state'], { tone: Tone; word: string }>> = {
  passed: { tone: 'met', word: 'Passed' },
  conditional: { tone: 'waived', word: 'Conditional' },
  refused: { tone: 'unmet', word: 'No-go' },
  reopened: { tone: 'unmet', word: 'Re-opened' },
  ready: { tone: 'met', word: 'Ready' },
  blocked: { tone: 'unmet', word: 'Blocked' },
  short: { tone: 'unknown', word: 'Not ready' },
};

/** A gate by its title, and by its key where the title does not say that: “T-60”, “Design complete”, “G3 Ready to build”. */
export function gateName({ key, title }: Pick<Gate, 'key' | 'title'>): string {
  return bare(title).includes(bare(key)) ? title : `${key} ${title}`;
}

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

type Shown = Pick<
  Criterion,
  'key' | 'title' | 'value' | 'unit' | 'comparison' | 'target' | 'stop' | 'state' | 'total' | 'failing'
> & {
  readonly waiver?: Criterion['waiver'] | undefined;
  readonly weight?: number | undefined;
  readonly on?: string | null | undefined;
};

/** Criteria with what they ask, what was found, and who waived them. */
export function criteriaTable(caption: string, criteria: readonly Shown[], nameOf: (account: string) => string): Table {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'State', share: 2 },
      { title: 'Criterion', share: 5 },
      { title: 'Found', share: 2 },
      { title: 'Asked', share: 3 },
      { title: 'Weight', share: 1.4 },
      { title: 'Rows not in order', share: 2 },
    ],
    rows: criteria.map((one): Cell[] => [
      { tone: one.state, word: one.state },
      [`${one.title}${one.stop ? ' (stop)' : ''}`, waived(one.waiver, nameOf)].filter(Boolean).join('\n'),
      one.value === null ? 'unknown' : { number: one.value, unit: one.unit },
      asked(one),
      one.weight === undefined ? null : { number: one.weight },
      `${one.failing} of ${one.total}`,
    ]),
    whenEmpty: 'This gate has no criteria.',
  };
}

function asked({ comparison, target, on }: Shown): string {
  const what = `${COMPARISONS[comparison]} ${writtenCell({ number: target })}`;
  return typeof on === 'string' ? `${what} on ${writtenCell({ date: on })}` : what;
}

function waived(waiver: Criterion['waiver'] | undefined, nameOf: (account: string) => string): string {
  if (!waiver) return '';
  return `Waived by ${nameOf(waiver.by)} until ${writtenCell({ date: waiver.until })}: ${waiver.reason}`;
}

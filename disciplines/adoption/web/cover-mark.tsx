import { type Tone, ToneMark } from '@callosum/web/views';

const TONES: Readonly<Record<string, Tone>> = { covered: 'met', part: 'waived', open: 'unmet', unknown: 'unknown' };

/** How far a cell is covered. */
export function CoverMark({
  cover,
  word,
  quiet = true,
}: {
  readonly cover: string;
  readonly word: string;
  readonly quiet?: boolean;
}) {
  return <ToneMark tone={TONES[cover] ?? 'unknown'} word={word} quiet={quiet} />;
}

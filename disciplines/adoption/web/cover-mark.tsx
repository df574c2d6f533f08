import { Shape, type Tone } from '@callosum/web/views';
import classes from './coverage.module.css';

const TONES: Readonly<Record<string, Tone>> = { covered: 'met', part: 'waived', open: 'unmet', unknown: 'unknown' };

/** How far a cell is covered: shape and hue; the word is there for who sees neither. */
export function CoverMark({
  cover,
  word,
  quiet = true,
}: {
  readonly cover: string;
  readonly word: string;
  readonly quiet?: boolean;
}) {
  return (
    <span className={classes['mark']} data-cover={cover} title={quiet ? word : undefined}>
      <Shape tone={TONES[cover] ?? 'unknown'} />
      <span className={quiet ? 'hidden' : undefined}>{word}</span>
    </span>
  );
}

import type { Found } from '../api/shapes.ts';
import classes from './search.module.css';

type Pieces = Found['hits'][number]['title'];

/** A text with what was looked for marked in it. */
export function MarkedText({ pieces }: { readonly pieces: Pieces }) {
  let at = 0;
  return pieces.map(({ text, hit }) => {
    const key = at;
    at += text.length;
    return hit ? (
      <mark key={key} className={classes['mark']}>
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    );
  });
}

/** The same without marks, where only text can stand. */
export const plainText = (pieces: Pieces): string => pieces.map(({ text }) => text).join('');

import type { Kind } from '@callosum/kernel';
import { useWords } from '../messages/words.ts';
import classes from './register.module.css';

/** Where a record is in its life, in words; what is closed steps back. */
export function RecordState({ kind, state }: { readonly kind: Kind; readonly state: string }) {
  const words = useWords();
  return (
    <span className={classes['state']} data-closed={kind.lifecycle.states[state]?.closed ?? false}>
      {words.state(kind.name, state)}
    </span>
  );
}

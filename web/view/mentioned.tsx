import type { Mention } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './view.module.css';

/** A record that a view speaks of: its number and title, and the way to it. */
export function Mentioned({
  record,
  brief = false,
  within,
}: {
  readonly record: Mention;
  readonly brief?: boolean;
  /** Key of the scope in which it opens, where that is not the one on screen: what lives in a project is not seen from above. */
  readonly within?: string;
}) {
  const words = useWords();
  const project = useProject();
  const name = words.reference(record.kind, record.number);
  // Another scope counts by itself.
  const key = within ?? project.key;
  const reference = record.scope === key ? name : record.id;
  return (
    <Link
      to="/p/$key/$reference"
      params={{ key, reference }}
      className={classes['mention']}
      aria-label={brief ? `${name} ${record.title}` : undefined}
      title={brief ? record.title : undefined}
    >
      <span className={classes['number']}>{name}</span>
      {!brief && ` ${record.title}`}
    </Link>
  );
}

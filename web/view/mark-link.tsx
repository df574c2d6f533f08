import type { Mention } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';

/** A mark in a picture that opens its record. By keyboard one gets there from the picture’s table, so that a hundred marks are not a hundred stops. */
export function MarkLink({
  record,
  title,
  children,
}: {
  readonly record: Mention;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const words = useWords();
  const project = useProject();
  const reference = record.scope === project.key ? words.reference(record.kind, record.number) : record.id;
  return (
    <Link to="/p/$key/$reference" params={{ key: project.key, reference }} tabIndex={-1}>
      <title>{title}</title>
      {children}
    </Link>
  );
}

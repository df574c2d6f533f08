import type { Filter } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useProject } from '../shell/project.ts';

/** The way from a number to the records it counts: their register, filtered as the number was. */
export function RegisterLink({
  kind,
  filter,
  label,
  children,
}: {
  readonly kind: string;
  readonly filter: Filter;
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const project = useProject();
  return (
    <Link
      to="/p/$key/register/$kind"
      params={{ key: project.key, kind }}
      search={{ filter: [...filter] }}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </Link>
  );
}

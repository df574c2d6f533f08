import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** The way into a project or a programme, or to one of its views. */
export function ScopeLink({
  scope,
  view,
  label,
  children,
}: {
  readonly scope: string;
  readonly view?: string;
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const named = label === undefined ? {} : { 'aria-label': label };
  return view === undefined ? (
    <Link to="/p/$key" params={{ key: scope }} {...named}>
      {children}
    </Link>
  ) : (
    <Link to="/p/$key/view/$view" params={{ key: scope, view }} {...named}>
      {children}
    </Link>
  );
}

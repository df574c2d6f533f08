import type { ReactNode } from 'react';
import classes from './view.module.css';

/** The few numbers that sum a view up, each with what it counts. */
export function Figures({
  figures,
}: {
  readonly figures: readonly { readonly value: string; readonly label: string }[];
}) {
  return (
    <div className={classes['picture']}>
      {figures.map(({ value, label }) => (
        <div key={label} className={classes['figure']}>
          <strong>{value}</strong>
          <span>{label}</span>
        </div>
      ))}
    </div>
  );
}

/** Whoever works by keyboard scrolls what is too wide. */
const SCROLLS = { role: 'region', tabIndex: 0 } as const;

/** A view's table: the twin of its picture, or the view itself. It scrolls by itself where it is too wide. */
export function ViewTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div {...SCROLLS} className={classes['table']} aria-label={label}>
      <table>
        <caption className="hidden">{label}</caption>
        {children}
      </table>
    </div>
  );
}

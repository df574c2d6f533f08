import { type ReactNode, useEffect } from 'react';
import { Mark } from '../shell/mark.tsx';
import classes from './session.module.css';

/** The screens before one is inside: one question each. */
export function Doorway(props: {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${props.title} · Callosum`;
  }, [props.title]);
  return (
    <main className={classes['doorway']}>
      <p className={classes['brand']}>
        <Mark size={32} />
        <span>Callosum</span>
      </p>
      <h1>{props.title}</h1>
      {props.lead && <p className={classes['lead']}>{props.lead}</p>}
      {props.children}
    </main>
  );
}

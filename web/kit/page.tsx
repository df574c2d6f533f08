import { type ReactNode, useContext, useEffect, useRef } from 'react';
import { useLocation } from '@tanstack/react-router';
import { FirstPathContext } from './first-path.ts';
import classes from './kit.module.css';

/** The one heading of a page: gives the window its title and takes the focus after a navigation. */
export function Page(props: {
  readonly title: string;
  /** Data in the title of the window, such as the project's name. */
  readonly context?: string | undefined;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** The page is as high as the window and scrolls within. */
  readonly fill?: boolean;
  readonly above?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  const first = useContext(FirstPathContext);
  useEffect(() => {
    document.title = [props.title, props.context, 'Callosum'].filter(Boolean).join(' · ');
  }, [props.title, props.context]);
  useEffect(() => {
    if (!first.isAt(path)) heading.current?.focus();
  }, [first, path]);
  return (
    <div className={classes['page']} data-wide={props.wide ?? props.fill ?? false} data-fill={props.fill ?? false}>
      {props.above}
      <header className={classes['head']}>
        <div className={classes['titles']}>
          <h1 ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.lead && <div className={classes['lead']}>{props.lead}</div>}
        </div>
        {props.actions && <div className={classes['actions']}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

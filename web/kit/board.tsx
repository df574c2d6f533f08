import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import classes from './board.module.css';

/** Columns side by side, between which cards are carried. */
export function BoardFrame({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section className={classes['board']} aria-label={label}>
      {children}
    </section>
  );
}

/** A column that cards can be dropped on. */
export function BoardColumn(props: {
  readonly label: string;
  readonly count: number | undefined;
  readonly onDrop: () => void;
  readonly children: ReactNode;
}) {
  const format = useFormat();
  const [over, setOver] = useState(false);
  const column = useRef<HTMLElement>(null);
  useDropPlace(column, setOver, props.onDrop);
  return (
    <section ref={column} className={classes['column']} data-over={over} aria-label={props.label}>
      <h2>
        {props.label}{' '}
        <span className={classes['count']}>{props.count === undefined ? '' : format.number(props.count)}</span>
      </h2>
      {props.children}
    </section>
  );
}

/** Listens by itself: React would have every column listen to every move of the mouse. */
function useDropPlace(
  place: React.RefObject<HTMLElement | null>,
  setOver: (over: boolean) => void,
  onDrop: () => void,
): void {
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const element = place.current;
    const enter = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!(event.relatedTarget instanceof Node && element?.contains(event.relatedTarget))) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      latest.current();
    };
    element?.addEventListener('dragover', enter);
    element?.addEventListener('dragleave', leave);
    element?.addEventListener('drop', drop);
    return () => {
      element?.removeEventListener('dragover', enter);
      element?.removeEventListener('dragleave', leave);
      element?.removeEventListener('drop', drop);
    };
  }, [place, setOver]);
}

/** A record on a board: it leads to the record's page, and is carried with the mouse or with Shift and an arrow key. */
export function BoardCard(props: {
  readonly reference: string;
  readonly title: string;
  readonly isFree: boolean;
  /** It has just been carried, and keeps the focus. */
  readonly follow: boolean;
  readonly onLift: () => void;
  readonly onStep: (by: -1 | 1) => void;
  /** What stands below its title. */
  readonly children: ReactNode;
}) {
  const { key } = useProject();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (props.follow) link.current?.focus();
  }, [props.follow]);
  return (
    <li>
      <Link
        ref={link}
        to="/p/$key/$reference"
        params={{ key, reference: props.reference }}
        className={classes['card'] ?? ''}
        draggable={props.isFree}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          props.onLift();
        }}
        onKeyDown={(event) => {
          if (!props.isFree || !event.shiftKey || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft')) return;
          event.preventDefault();
          props.onStep(event.key === 'ArrowRight' ? 1 : -1);
        }}
      >
        <span>{props.title}</span>
        <span className={classes['details']}>{props.children}</span>
      </Link>
    </li>
  );
}

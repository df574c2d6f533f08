import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './plan.module.css';

const LEAST = 200;
const STEP = 24;

/** What stands between grid and time line: dragged, or moved with the arrow keys. */
export function Splitter(props: {
  readonly width: number;
  readonly most: number;
  readonly onWidth: (width: number) => void;
}) {
  const { t } = useTranslation();
  const from = useRef<{ x: number; width: number } | undefined>(undefined);
  const to = (width: number): void => props.onWidth(Math.max(LEAST, Math.min(props.most, width)));
  const handlers = {
    onKeyDown: (event: React.KeyboardEvent): void => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      to(props.width + (event.key === 'ArrowRight' ? STEP : -STEP));
    },
    onPointerDown: (event: React.PointerEvent): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, width: props.width };
    },
    onPointerMove: (event: React.PointerEvent): void => {
      if (from.current) to(from.current.width + event.clientX - from.current.x);
    },
    onPointerUp: (): void => {
      from.current = undefined;
    },
  };
  return (
    <div
      {...SEPARATOR}
      {...handlers}
      className={classes['splitter']}
      aria-label={t('planning.splitter')}
      aria-valuenow={Math.round(props.width)}
      aria-valuemin={LEAST}
      aria-valuemax={props.most}
    />
  );
}

/** A separator that can be moved is something one works with. */
const SEPARATOR = { role: 'separator', tabIndex: 0, 'aria-orientation': 'vertical' } as const;

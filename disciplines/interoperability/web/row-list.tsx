import { useRows } from '@callosum/web/views';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './workbench.module.css';

const ROW_HEIGHT = 44;
const ROWS_SHOWN = 8;
/** So near to the end the next rows are asked for. */
const NEAR_END = 20;

/** Thousands of rows, of which those on screen are there; arrow keys move, Enter or a click opens. */
export function RowList<Id extends string | number, Row extends { readonly id: Id }>({
  rows,
  total = rows.length,
  opened,
  onOpen,
  onEnd,
  children,
}: {
  readonly rows: readonly Row[];
  /** How many there are altogether, where they come page by page. */
  readonly total?: number;
  readonly opened: Id | undefined;
  readonly onOpen: (id: Id) => void;
  /** Asks for the next page. */
  readonly onEnd?: () => void;
  readonly children: (row: Row) => ReactNode;
}) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLElement>(null);
  const [active, setActive] = useState(0);
  const at = Math.min(active, rows.length - 1);
  const virtual = useRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    useFlushSync: false,
  });
  const shown = virtual.getVirtualItems();
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= rows.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd]);
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
    // The row is there with the frame after.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    PageDown: () => go(at + 10),
    PageUp: () => go(at - 10),
    Home: () => go(0),
    End: () => go(rows.length - 1),
  };
  return (
    <section
      ref={scroller}
      className={classes['list']}
      style={{ blockSize: Math.min(ROWS_SHOWN, rows.length) * ROW_HEIGHT + 2 }}
      aria-label={t('interoperability.messages.list')}
    >
      <ol style={{ blockSize: virtual.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={row.id}
                aria-setsize={total}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)`, blockSize: ROW_HEIGHT }}
              >
                <button
                  type="button"
                  data-row={index}
                  tabIndex={index === at ? 0 : -1}
                  aria-pressed={row.id === opened}
                  className={classes['row']}
                  onFocus={() => setActive(index)}
                  onKeyDown={(event) => {
                    const act = keys[event.key];
                    if (!act) return;
                    event.preventDefault();
                    act();
                  }}
                  onClick={() => onOpen(row.id)}
                >
                  {children(row)}
                </button>
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}

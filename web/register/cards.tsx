import type { Kind } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import { useRows } from '../kit/rows.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '../api/shapes.ts';
import { FieldCell } from '../fields/index.tsx';
import { useWords } from '../messages/words.ts';
import { recall, remember } from './places.ts';
import { RecordState } from './record-state.tsx';
import { Place, referenceIn } from './place.tsx';
import classes from './register.module.css';
import { RegisterProblem } from './register-problem.tsx';
import { type RegisterQuery, usePages } from './use-pages.ts';
import { textOf } from '../kit/text-of.ts';

const CARD = 68;
/** What fits on the second line of a card. */
const DETAILS = 2;

/** A register on a phone: two lines a record. */
export function Cards(props: {
  readonly kind: Kind;
  readonly query: RegisterQuery;
  readonly label: string;
  readonly onCount: (total: number | undefined) => void;
}) {
  const { kind, query, onCount } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const place = `cards ${JSON.stringify(query)}`;
  const before = recall(place);
  const [range, setRange] = useState({ from: before?.from ?? 0, to: (before?.from ?? 0) + 20 });
  const pages = usePages(query, range.from, range.to);
  const virtual = useRows({
    count: pages.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD,
    overscan: 8,
    useFlushSync: false,
    initialOffset: before?.top ?? 0,
    onChange: (instance) => {
      const { startIndex = 0, endIndex = 0 } = instance.range ?? {};
      setRange((now) => (now.from === startIndex && now.to === endIndex ? now : { from: startIndex, to: endIndex }));
      remember(place, { top: instance.scrollOffset ?? 0, from: startIndex, active: { row: 0, column: 0 } });
    },
  });
  useEffect(() => onCount(pages.total), [onCount, pages.total]);
  return (
    <div ref={scroller} className={classes['scroller']}>
      <RegisterProblem error={pages.error} retry={pages.retry} />
      <ul className={classes['cards']} aria-label={props.label} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <li
            key={item.index}
            aria-setsize={pages.total}
            aria-posinset={item.index + 1}
            className={classes['card']}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <Card record={pages.row(item.index)} kind={kind} project={query.key} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Card({
  record,
  kind,
  project,
}: {
  readonly record: RecordRow | undefined;
  readonly kind: Kind;
  readonly project: string;
}) {
  const words = useWords();
  const { t } = useTranslation();
  if (!record) return null;
  const details = kind.list.columns
    .filter((name) => name !== 'title' && record.fields[name] !== undefined)
    .slice(0, DETAILS);
  return (
    <>
      <Link
        to="/p/$key/$reference"
        params={{ key: project, reference: referenceIn(project, record, words) }}
        data-summary={record.fields['summary'] === true}
      >
        {record.fields['milestone'] === true && (
          <>
            <span aria-hidden="true">◆ </span>
            <span className="hidden">{t('register.milestone')} </span>
          </>
        )}
        {textOf(record.fields['title'])}
      </Link>
      <span className={classes['cardDetails']}>
        <span>{words.reference(kind.name, record.number)}</span>
        <Place record={record} project={project} />
        {Object.keys(kind.lifecycle.states).length > 1 && <RecordState kind={kind} state={record.state} />}
        {details.map((name) => {
          const field = kind.fields[name];
          return field ? (
            <span key={name}>
              <FieldCell kind={kind.name} name={name} field={field} value={record.fields[name]} dense />
            </span>
          ) : null;
        })}
      </span>
    </>
  );
}

import { type Filter, type Kind, STATE_FIELD } from '@callosum/kernel';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { FieldCell } from '../fields/index.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { BoardCard, BoardColumn, BoardFrame } from '../kit/board.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Problems } from '../kit/problems.tsx';
import { textOf } from '../kit/text-of.ts';
import { useWords } from '../messages/words.ts';
import type { Trouble } from '../api/problems.ts';
import { useEdits } from '../record/edits.tsx';
import { useProject } from '../shell/project.ts';
import classes from './register.module.css';
import type { RegisterQuery } from './use-pages.ts';

/** Cards a column shows at first, and how many more each time. */
const SHOWN = 50;
const MOST = 500;

/**
 * The register as a board: a column for each state. A card is carried by moves of the lifecycle only, with the
 * mouse, or with Shift and an arrow key.
 */
export function Board(props: {
  readonly kind: Kind;
  readonly query: RegisterQuery;
  readonly filter: Filter;
  readonly label: string;
  readonly onCount: (total: number | undefined) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const announce = useAnnounce();
  const edits = useEdits();
  const project = useProject();
  const carried = useRef<RecordRow>(undefined);
  /** The card that keeps the focus while it changes its column. */
  const [followed, setFollowed] = useState<string>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>({});
  const { kind, onCount } = props;
  const states = Object.keys(kind.lifecycle.states);
  const known = states.every((state) => counts[state] !== undefined);
  const total = states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  useEffect(() => onCount(known ? total : undefined), [onCount, known, total]);

  /** The first of the reader's moves that leads there. */
  const moveTo = (record: RecordRow, state: string): string | undefined =>
    project.movesOf(kind, record).find((name) => kind.lifecycle.moves[name]?.to === state);
  const carry = async (record: RecordRow, to: string): Promise<void> => {
    if (to === record.state) return;
    const reference = words.reference(kind.name, record.number);
    const move = moveTo(record, to);
    if (move === undefined) {
      announce(
        t('register.noMove', { reference, from: words.state(kind.name, record.state), to: words.state(kind.name, to) }),
      );
      return;
    }
    const outcome = await edits.run(kind, [{ record, move }], t('register.moveOf', { reference }));
    setProblems(outcome.ok ? [] : outcome.problems);
    if (!outcome.ok) return;
    setFollowed(record.id);
    announce(t('record.moved', { reference, state: words.state(kind.name, to) }));
  };
  /** To the next column on that side that a move leads to. */
  const step = (record: RecordRow, by: -1 | 1): void => {
    const place = states.indexOf(record.state);
    const side = by === 1 ? states.slice(place + 1) : states.slice(0, place).toReversed();
    const to = side.find((state) => moveTo(record, state) !== undefined) ?? side[0];
    if (to !== undefined) void carry(record, to);
  };
  return (
    <>
      <Problems problems={problems} focus />
      <BoardFrame label={props.label}>
        {states.map((state) => (
          <Column
            key={state}
            kind={kind}
            state={state}
            query={{
              ...props.query,
              filter: JSON.stringify([...props.filter, { field: STATE_FIELD, op: 'is', value: state }]),
            }}
            followed={followed}
            onCount={(count) =>
              setCounts((before) => (before[state] === count ? before : { ...before, [state]: count }))
            }
            onLift={(record) => {
              carried.current = record;
            }}
            onDrop={() => {
              if (carried.current) void carry(carried.current, state);
              carried.current = undefined;
            }}
            onStep={step}
          />
        ))}
      </BoardFrame>
      <p className={classes['hint']}>{t('register.boardHint')}</p>
    </>
  );
}

function Column(props: {
  readonly kind: Kind;
  readonly state: string;
  readonly query: RegisterQuery;
  readonly followed: string | undefined;
  readonly onCount: (count: number) => void;
  readonly onLift: (record: RecordRow) => void;
  readonly onDrop: () => void;
  readonly onStep: (record: RecordRow, by: -1 | 1) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const api = useApi();
  const [shown, setShown] = useState(SHOWN);
  const { group: _, ...query } = props.query;
  const page = useQuery(
    api.records.list.queryOptions({
      input: { ...query, offset: 0, limit: shown },
      placeholderData: (before) => before,
    }),
  );
  const total = page.data?.total;
  const { onCount } = props;
  useEffect(() => {
    if (total !== undefined) onCount(total);
  });
  return (
    <BoardColumn label={words.state(props.kind.name, props.state)} count={total} onDrop={props.onDrop}>
      <Loaded query={page}>
        {({ rows }) => (
          <ul>
            {rows.map((record) => (
              <RecordCard
                key={record.id}
                kind={props.kind}
                record={record}
                follow={record.id === props.followed}
                onLift={props.onLift}
                onStep={props.onStep}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {total !== undefined && total > shown && shown < MOST && (
        <Button size="xs" variant="subtle" onClick={() => setShown(Math.min(MOST, shown + SHOWN))}>
          {t('register.more')}
        </Button>
      )}
    </BoardColumn>
  );
}

function RecordCard(props: {
  readonly kind: Kind;
  readonly record: RecordRow;
  readonly follow: boolean;
  readonly onLift: (record: RecordRow) => void;
  readonly onStep: (record: RecordRow, by: -1 | 1) => void;
}) {
  const words = useWords();
  const project = useProject();
  const { kind, record } = props;
  const reference = words.reference(kind.name, record.number);
  const details = ['owner', 'due'].filter((name) => kind.fields[name] && record.fields[name] !== undefined);
  return (
    <BoardCard
      reference={reference}
      title={textOf(record.fields['title'])}
      isFree={project.mayTo('update', kind, record)}
      follow={props.follow}
      onLift={() => props.onLift(record)}
      onStep={(by) => props.onStep(record, by)}
    >
      <span>{reference}</span>
      {details.map((name) => {
        const field = kind.fields[name];
        return field ? (
          <FieldCell key={name} kind={kind.name} name={name} field={field} value={record.fields[name]} dense />
        ) : null;
      })}
    </BoardCard>
  );
}

import { type Kind, placingOf, type Placing } from '@callosum/kernel';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComposition } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import type { MatrixRow } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import type { RegisterQuery } from '../register/use-pages.ts';
import classes from './matrix.module.css';
import { MatrixGrid } from './matrix-grid.tsx';
import { MatrixLevels } from './matrix-levels.tsx';
import { MatrixRows } from './matrix-rows.tsx';
import { cellOf, levelAt, TODAY, useMatrixWords } from './use-matrix.ts';

/** The register as the matrix its records are rated by: how many stand where, before, after and today, and which they are. */
export function Matrix(props: {
  readonly kind: Kind;
  readonly query: RegisterQuery;
  readonly onCount: (total: number) => void;
}) {
  const { api } = useComposition();
  const { key, kind, search, filter, at } = props.query;
  const found = useQuery(
    api.records.matrix.queryOptions({
      input: { key, kind, ...(search ? { search } : {}), ...(filter ? { filter } : {}), ...(at ? { at } : {}) },
      placeholderData: keepPreviousData,
    }),
  );
  const { onCount } = props;
  const total = found.data && found.data.rows.length + found.data.more;
  useEffect(() => {
    if (total !== undefined) onCount(total);
  }, [total, onCount]);
  const placing = placingOf(props.kind);
  if (!placing) return null;
  return (
    <Loaded query={found}>
      {({ rows, more }) => <Picture kind={props.kind} placing={placing} rows={rows} more={more} />}
    </Loaded>
  );
}

function Picture(props: {
  readonly kind: Kind;
  readonly placing: Placing;
  readonly rows: readonly MatrixRow[];
  readonly more: number;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { kind, placing, rows } = props;
  const said = useMatrixWords(kind, placing);
  // One stage that nothing turns is today’s as well.
  const stages =
    placing.stages.length > 1 || kind.holds
      ? [...placing.stages.map(({ key }) => key), TODAY]
      : placing.stages.map(({ key }) => key);
  const [stage, setStage] = useState(stages.at(-1) ?? '');
  const [open, setOpen] = useState<string>();
  const first = placing.stages[0]?.key ?? '';
  const cells = rows.map((row) => ({ row, cell: cellOf(placing, row, stage), from: cellOf(placing, row, first) }));
  const unrated = cells.filter(({ cell }) => cell === undefined);
  const shown = open === undefined ? [] : cells.filter(({ cell }) => (cell ?? '') === open);
  const toggle = (cell: string): void => setOpen((now) => (now === cell ? undefined : cell));
  return (
    <div className={classes['matrix']}>
      {stages.length > 1 && (
        <fieldset aria-label={t('matrix.when')} className={classes['stages']}>
          {stages.map((one) => (
            <Button
              key={one}
              size="xs"
              variant={one === stage ? 'filled' : 'default'}
              aria-pressed={one === stage}
              onClick={() => setStage(one)}
            >
              {said.stage(one)}
            </Button>
          ))}
        </fieldset>
      )}
      <MatrixGrid
        placing={placing}
        words={said}
        caption={t('matrix.caption', { kinds: words.many(kind.name), stage: said.stage(stage) })}
        one={words.one(kind.name)}
        many={words.many(kind.name)}
        cells={cells}
        moved={stage !== first}
        open={open}
        onOpen={toggle}
      />
      <p className={classes['foot']}>
        {t('matrix.table', { title: said.title, version: placing.table.version, source: said.source })}
        {props.more > 0 && ` ${t('matrix.more', { number: format.number(props.more) })}`}
        {unrated.length > 0 && (
          <Button size="compact-xs" variant="subtle" aria-expanded={open === ''} onClick={() => toggle('')}>
            {t('matrix.unrated', { number: format.number(unrated.length) })}
          </Button>
        )}
      </p>
      {open !== undefined && (
        <MatrixRows
          kind={kind}
          title={
            open === ''
              ? t('matrix.unratedTitle')
              : t('matrix.at', { cell: said.cell(open), level: said.level(levelAt(placing, open)?.level ?? '') })
          }
          stages={stages}
          placing={placing}
          words={said}
          rows={shown.map(({ row }) => row)}
        />
      )}
      <MatrixLevels placing={placing} words={said} stages={stages} rows={rows} />
    </div>
  );
}

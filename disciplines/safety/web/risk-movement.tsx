import { type Kind, type ModelOf, type Placing, placingOf } from '@callosum/kernel';
import {
  cellAt,
  Choice,
  Figures,
  levelAt,
  MatrixGrid,
  useComposition,
  useFormat,
  useMatrixWords,
  useWords,
  type ViewProps,
} from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { riskMovement } from '../index.ts';
import { FallenTable } from './fallen-table.tsx';
import { MovementTable } from './movement-table.tsx';
import { type Move, movesOf, place } from './moves.ts';
import classes from './risk-movement.module.css';

type Movement = ModelOf<typeof riskMovement>;

/** The table with where each record came from and where it stands: what controls promise, what holds, what decay took. */
export default function RiskMovementView(props: ViewProps<Movement>) {
  const { registry } = useComposition();
  const kind = registry.kinds.get(props.model.kind);
  const placing = kind && placingOf(kind);
  return kind && placing ? <Picture {...props} kind={kind} placing={placing} /> : null;
}

type PictureProps = ViewProps<Movement> & { readonly kind: Kind; readonly placing: Placing };

function Picture({ model, choices, onChoose, kind, placing }: PictureProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const said = useMatrixWords(kind, placing);
  const { since } = model;
  const moves = movesOf(placing, since !== undefined);
  const move = moves.find((one) => one === choices['move']) ?? moves[0] ?? 'today';
  const cells = model.rows.map((row) => ({ row, ...place(placing, row, move) }));
  const open = choices['cell'];
  const many = words.many(model.kind);
  const shown = open === undefined ? cells : cells.filter(({ cell }) => cell === open);
  return (
    <>
      <Figures
        figures={[
          { value: format.number(model.rows.length), label: t('safety.movement.rated', { kinds: many }) },
          { value: format.number(model.unrated), label: t('safety.movement.unrated') },
          ...(placing.stages.length > 1
            ? [
                { value: format.number(model.reduced), label: t('safety.movement.reduced') },
                { value: format.number(model.waiting), label: t('safety.movement.waiting') },
                // What decay did is told where it did something; nought of it reads like an alarm.
                ...(model.decayed > 0
                  ? [{ value: format.number(model.decayed), label: t('safety.movement.decayed') }]
                  : []),
              ]
            : []),
          ...(since
            ? [
                { value: format.number(since.down), label: t('safety.movement.down', { date: format.date(since.on) }) },
                { value: format.number(since.up), label: t('safety.movement.up', { date: format.date(since.on) }) },
                {
                  value: format.number(since.fresh),
                  label: t('safety.movement.fresh', { date: format.date(since.on) }),
                },
              ]
            : []),
        ]}
      />
      <div className={classes['bar']}>
        {model.kinds.length > 1 && (
          <Choice
            label={t('safety.movement.kind')}
            value={model.kind}
            options={model.kinds.map((one) => ({ value: one.kind, label: words.many(one.kind) }))}
            onChange={(next) => onChoose({ kind: next, move: undefined, cell: undefined })}
          />
        )}
        {moves.length > 1 && (
          <Choice
            label={t('safety.movement.move')}
            value={move}
            options={moves.map((one) => ({ value: one, label: t(`safety.movement.moves.${one}`) }))}
            onChange={(next) => onChoose({ move: next, cell: undefined })}
          />
        )}
      </div>
      <p className={classes['note']}>
        {t(`safety.movement.says.${sayOf(move, since !== undefined, placing.stages.length)}`)}
      </p>
      <div className={classes['matrix']}>
        <MatrixGrid
          placing={placing}
          words={said}
          caption={t('safety.movement.caption', { kinds: many })}
          one={words.one(model.kind)}
          many={many}
          cells={cells}
          moved={move !== 'today' || placing.stages.length > 1 || since !== undefined}
          open={open}
          onOpen={(cell) => onChoose({ cell: cell === open ? undefined : cell })}
        />
      </div>
      <p className={classes['note']}>
        {t('safety.movement.table', { title: said.title, version: placing.table.version, source: said.source })}
      </p>
      {model.rows.some(({ fallen }) => fallen.length > 0) && (
        <FallenTable rows={model.rows.filter(({ fallen }) => fallen.length > 0)} placing={placing} said={said} />
      )}
      <MovementTable
        title={
          open === undefined
            ? t('safety.movement.all', { kinds: many })
            : t('safety.movement.at', { cell: said.cell(open), level: said.level(levelAt(placing, open)?.level ?? '') })
        }
        kind={model.kind}
        rows={shown.map(({ row }) => row)}
        placing={placing}
        said={said}
        since={since?.on}
        levelOf={(points) => {
          const found = points && levelAt(placing, cellAt(placing, points));
          return found && said.level(found.level);
        }}
      />
    </>
  );
}

/** With one stage and no day to compare with there is nothing that moves: say how to see it. */
function sayOf(move: Move, compares: boolean, stages: number): string {
  return move === 'today' && stages === 1 && !compares ? 'chooseDay' : move;
}

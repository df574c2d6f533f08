import { StateMark } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { InventoryModel, Proof } from '../views/inventory.ts';
import { BOX, layoutInventory, middleOf, pathOf, widthOf } from './inventory-layout.ts';
import classes from './inventory.module.css';

/** Whoever works by keyboard scrolls what is too wide. */
const SCROLLS = { role: 'region', tabIndex: 0 } as const;
const TITLE_LENGTH = 25;
const TONES = { ready: 'met', fallen: 'unmet', untested: 'unknown' } as const;
const PROOFS = ['ready', 'fallen', 'untested'] as const;

/** The landscape: boxes and lines. A box narrows the page to the interfaces of its system. */
export function InventoryPicture({
  model,
  only,
  onSystem,
}: {
  readonly model: InventoryModel;
  readonly only: string | undefined;
  readonly onSystem: (id: string) => void;
}) {
  const { t } = useTranslation();
  const { boxes, strands, width, height } = layoutInventory(model);
  return (
    <>
      <ul className={classes['legend']}>
        {PROOFS.map((proof) => (
          <li key={proof}>
            <StateMark tone={TONES[proof]} word={t(`interoperability.proof.${proof}`)} />
          </li>
        ))}
        <li>{t('interoperability.inventory.legend')}</li>
      </ul>
      <div className={classes['frame']} {...SCROLLS} aria-label={t('interoperability.inventory.picture')}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          className={classes['picture']}
          aria-hidden="true"
        >
          <defs>
            <marker
              id="inventory-end"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8Z" fill="context-stroke" />
            </marker>
          </defs>
          {strands.map((strand) => (
            <path
              key={`${strand.from.id} ${strand.to.id}`}
              d={pathOf(strand)}
              className={classes['strand']}
              data-proof={strand.proof}
              data-unowned={strand.unowned}
              strokeWidth={widthOf(strand.perDay)}
              markerEnd="url(#inventory-end)"
            >
              <title>
                {t('interoperability.inventory.between', {
                  from: strand.from.title,
                  to: strand.to.title,
                  count: strand.count,
                  proof: t(`interoperability.proof.${strand.proof}`),
                })}
              </title>
            </path>
          ))}
          {strands.map((strand) => (
            <Mark key={`${strand.from.id} ${strand.to.id}`} proof={strand.proof} {...middleOf(strand)} />
          ))}
        </svg>
        {boxes.map((box) => (
          <button
            key={box.id}
            type="button"
            className={classes['box']}
            aria-pressed={box.id === only}
            aria-label={t('interoperability.inventory.only', { system: box.title })}
            title={box.title}
            style={{ insetInlineStart: box.x, insetBlockStart: box.y, inlineSize: BOX.width, blockSize: BOX.height }}
            onClick={() => onSystem(box.id)}
          >
            {box.title.length > TITLE_LENGTH ? `${box.title.slice(0, TITLE_LENGTH)}…` : box.title}
          </button>
        ))}
      </div>
    </>
  );
}

/** The same shapes as everywhere: what is proved is a disc, what has fallen a triangle, what nobody has tried a ring. */
function Mark({ proof, x, y }: { readonly proof: Proof; readonly x: number; readonly y: number }) {
  if (proof === 'fallen') {
    return <path className={classes['mark']} data-proof={proof} d={`M${x} ${y - 5}L${x + 5} ${y + 4}H${x - 5}Z`} />;
  }
  return <circle className={classes['mark']} data-proof={proof} cx={x} cy={y} r={4} />;
}

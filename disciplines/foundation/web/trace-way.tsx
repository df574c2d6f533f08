import type { ModelOf } from '@callosum/kernel';
import { Mentioned, useFormat, useWords } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { trace } from '../index.ts';
import { StandingMark } from './standing-mark.tsx';
import classes from './trace.module.css';
import { layOut, NODE } from './way-layout.ts';

type Graph = NonNullable<ModelOf<typeof trace>['graph']>;

const SCROLLS = { role: 'region', tabIndex: 0 } as const;

/** The chosen record in the middle of its way: what it comes from to the left, what comes of it to the right. */
export function TraceWay(props: { readonly graph: Graph; readonly onChoose: (record: string | undefined) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { graph } = props;
  const chosen = graph.nodes.find(({ id }) => id === graph.chosen);
  const { columns, places, width, height } = layOut(graph.nodes);
  if (!chosen) return null;
  const name = words.reference(chosen.kind, chosen.number);
  const title = t('foundation.trace.wayOf', { record: name });
  return (
    <section aria-labelledby="trace-way" className={classes['way']}>
      <div className={classes['wayHead']}>
        <h2 id="trace-way">
          {title} {chosen.title}
        </h2>
        <button type="button" onClick={() => props.onChoose(undefined)}>
          {t('foundation.trace.close')}
        </button>
      </div>
      <div {...SCROLLS} className={classes['wayPicture']} aria-label={title}>
        <div className={classes['field']} style={{ inlineSize: width, blockSize: height }}>
          <svg width={width} height={height} aria-hidden="true" focusable="false">
            {graph.edges.map(({ from, to, suspect }) => {
              const [a, b] = [places.get(from), places.get(to)];
              if (!a || !b) return null;
              return <path key={`${from} ${to}`} d={curve(a, b)} data-suspect={suspect} />;
            })}
          </svg>
          {columns.map(({ column, x, nodes }) => {
            const more = graph.more[column] ?? 0;
            const label = t(`foundation.trace.column.${column}`);
            return (
              <section key={column} aria-label={label}>
                <h3 style={{ insetInlineStart: x, inlineSize: NODE.width }}>{label}</h3>
                <ul>
                  {nodes.map((node) => (
                    <li
                      key={node.id}
                      data-way={node.way}
                      style={{
                        insetInlineStart: x,
                        insetBlockStart: places.get(node.id)?.y,
                        inlineSize: NODE.width,
                        blockSize: NODE.height,
                      }}
                    >
                      <StandingMark standing={node.standing} />
                      <Mentioned record={node} />
                      {node.way !== 'chosen' && (
                        <button
                          type="button"
                          aria-label={t('foundation.trace.way', { record: words.reference(node.kind, node.number) })}
                          onClick={() => props.onChoose(node.id)}
                        >
                          {'→'}
                        </button>
                      )}
                    </li>
                  ))}
                </ul>
                {more > 0 && (
                  <p style={{ insetInlineStart: x, insetBlockStart: NODE.top + nodes.length * NODE.step }}>
                    {t('foundation.trace.more', { count: more, number: format.number(more) })}
                  </p>
                )}
              </section>
            );
          })}
        </div>
      </div>
    </section>
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** From the right side of one to the left side of the other; between two of the same column, around the side. */
function curve(a: Place, b: Place): string {
  const middle = NODE.height / 2;
  if (a.x === b.x) {
    const side = a.x + NODE.width;
    return `M${side} ${a.y + middle}C${side + 24} ${a.y + middle} ${side + 24} ${b.y + middle} ${side} ${b.y + middle}`;
  }
  const [from, to] = a.x < b.x ? [a.x + NODE.width, b.x] : [a.x, b.x + NODE.width];
  const half = (from + to) / 2;
  return `M${from} ${a.y + middle}C${half} ${a.y + middle} ${half} ${b.y + middle} ${to} ${b.y + middle}`;
}

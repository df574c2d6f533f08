import classes from './chart.module.css';

const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'ring'] as const;

/** Shape and line of the n-th series: told apart without colour. */
export function SeriesMark({
  series,
  x,
  y,
  size = 4,
}: {
  readonly series: number;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}) {
  const shape = SHAPES[series % SHAPES.length];
  const props = { className: classes['mark'], 'data-series': series % SHAPES.length };
  if (shape === 'square') return <rect {...props} x={x - size} y={y - size} width={2 * size} height={2 * size} />;
  if (shape === 'triangle') {
    return (
      <path {...props} d={`M${x} ${y - size * 1.2}L${x + size * 1.2} ${y + size}L${x - size * 1.2} ${y + size}Z`} />
    );
  }
  if (shape === 'diamond') {
    return (
      <path
        {...props}
        d={`M${x} ${y - size * 1.3}L${x + size * 1.3} ${y}L${x} ${y + size * 1.3}L${x - size * 1.3} ${y}Z`}
      />
    );
  }
  return <circle {...props} cx={x} cy={y} r={size} />;
}

/** Which mark belongs to whom. */
export function Legend({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className={classes['legend']}>
      {names.map((name, series) => (
        <li key={name}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <SeriesMark series={series} x={7} y={7} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

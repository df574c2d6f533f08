import classes from './stakeholder-map.module.css';

const STANCES = ['blocks', 'doubts', 'neutral', 'supports', 'leads'] as const;
const STEP = 40;
const HALF = 10;

const place = (stance: string): number => 16 + STANCES.findIndex((one) => one === stance) * STEP;

/** Five steps from blocking to leading: where somebody stands, where he stood, and how far he is wanted. */
export function StanceTrack(props: {
  readonly stance: string | undefined;
  readonly wanted: string | undefined;
  readonly was: string | undefined;
  readonly label: string;
}) {
  const { stance, wanted, was } = props;
  const isShort = stance !== undefined && wanted !== undefined && place(wanted) > place(stance);
  return (
    <>
      <span className="hidden">{props.label}</span>
      <svg className={classes['track']} viewBox="0 0 192 20" aria-hidden="true">
        <line x1="16" y1={HALF} x2="176" y2={HALF} className={classes['rail']} />
        {STANCES.map((one) => (
          <line key={one} x1={place(one)} y1="7" x2={place(one)} y2="13" className={classes['rail']} />
        ))}
        {was !== undefined && stance !== undefined && (
          <>
            <line x1={place(was)} y1={HALF} x2={place(stance)} y2={HALF} className={classes['way']} />
            <line x1={place(was)} y1="4" x2={place(was)} y2="16" className={classes['was']} />
          </>
        )}
        {isShort && (
          <path d={`M${place(stance)} ${HALF}H${place(wanted) - 9}m-4 -4l4 4l-4 4`} className={classes['gap']} />
        )}
        {wanted !== undefined && <circle cx={place(wanted)} cy={HALF} r="7" className={classes['wanted']} />}
        {stance !== undefined && (
          <g transform={`translate(${place(stance) - 6} ${HALF - 6})`} data-stance={stance} className={classes['now']}>
            <Mark stance={stance} />
          </g>
        )}
      </svg>
    </>
  );
}

/** Each stance has a shape of its own: triangle against, ring in between, disc for, diamond in front. */
function Mark({ stance }: { readonly stance: string }) {
  if (stance === 'blocks') return <path d="M6 0.8 11.6 11H0.4Z" />;
  if (stance === 'doubts') return <path d="M6 2 10.6 10.2H1.4Z" className={classes['hollow']} />;
  if (stance === 'neutral') return <circle cx="6" cy="6" r="4" className={classes['hollow']} />;
  if (stance === 'leads') return <path d="M6 0 12 6 6 12 0 6Z" />;
  return <circle cx="6" cy="6" r="5" />;
}

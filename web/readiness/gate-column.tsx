import type { Criterion } from '../api/shapes.ts';
import { Shape, type Tone } from '../kit/state-mark.tsx';
import classes from './readiness.module.css';

/** From the ground up: what is met carries the rest. */
const UPWARDS: readonly Tone[] = ['unmet', 'unknown', 'waived', 'met'];

/** Criteria of a gate as a stack by state; a block's height is its weight. */
export function GateColumn({ criteria }: { readonly criteria: readonly Criterion[] }) {
  return (
    <span className={classes['stack']} aria-hidden="true" data-empty={criteria.length === 0}>
      {UPWARDS.map((tone) => {
        const own = criteria.filter((criterion) => criterion.state === tone);
        if (own.length === 0) return null;
        return (
          <span key={tone} className={classes['stackGroup']} data-tone={tone} style={{ flexGrow: weightOf(own) }}>
            {own.map((criterion) => (
              <span
                key={criterion.id}
                className={classes['block']}
                data-tone={tone}
                style={{ flexGrow: criterion.weight }}
              />
            ))}
            <span className={classes['stackCount']} data-tone={tone}>
              <Shape tone={tone} />
              <span className="numeric">{own.length}</span>
            </span>
          </span>
        );
      })}
    </span>
  );
}

const weightOf = (criteria: readonly Criterion[]): number => criteria.reduce((sum, one) => sum + one.weight, 0);

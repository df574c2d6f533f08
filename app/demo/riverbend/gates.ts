import { defaultGates } from '@callosum/foundation';
import type { Teller } from '../teller.ts';
import ownScorecard from '../content/riverbend-scorecard.json' with { type: 'json' };

/** Day of each gate, from go-live. */
const DAYS: Readonly<Record<string, number>> = {
  charter: -502,
  design: -350,
  build: -150,
  'T-120': -120,
  'T-90': -90,
  'T-60': -60,
  'T-30': -30,
  'go-no-go': -7,
  stabilised: 14,
  benefits: 365,
};

/** Gates on milestones of their own, which ask by the hospital’s own scorecard; its readiness assessments have twelve domains. */
export function gates(teller: Teller): void {
  const { add, t } = teller;
  const day = t(-510);
  for (const { key, title, purpose, goLive } of defaultGates.gates) {
    const offset = DAYS[key];
    if (offset === undefined) continue;
    const at = `${t(offset)}T08:00`;
    const milestone = add(
      day,
      'task',
      `gate:${key}`,
      { title: `Gate ${key}`, milestone: true, summary: false, active: true, storedStart: at, storedFinish: at },
      { external: { source: 'callosum', id: `gate:${key}` } },
    );
    const own = add(
      day,
      'gate',
      `gate ${key}`,
      { title, key, purpose, goLive, offsetDays: offset },
      {
        external: { source: 'callosum', id: `default-gate:${key}` },
        links: [['sitsOn', milestone]],
      },
    );
    const criteria = ownScorecard.criteria.filter((one) => one.gate === key);
    for (const { gate: _gate, ...fields } of criteria) {
      add(day, 'criterion', `criterion ${key} ${fields.key}`, fields, { links: [['of', own]] });
    }
  }
}

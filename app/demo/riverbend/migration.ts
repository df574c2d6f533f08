import content from '../content/migration.json' with { type: 'json' };
import { roleOf } from '../cast.ts';
import type { Teller } from '../teller.ts';

type Class = (typeof content.classes)[number];

/** Loads by round, with their day from go-live. The final load is that of the weekend. */
const ROUNDS = [
  { round: 'trial', day: -150, share: 0.02 },
  { round: 'mock1', day: -122, share: 1 },
  { round: 'mock2', day: -88, share: 1 },
  { round: 'mock3', day: -66, share: 1 },
  { round: 'rehearsal', day: -36, share: 1 },
  { round: 'final', day: 0, share: 1 },
] as const;

/** Classes, loads and acceptance samples: a lot of allergies is refused at one defect of 300, mended, and accepted at none of 299. */
export function tellMigration(teller: Teller, systems: ReadonlyMap<string, string>): void {
  for (const one of content.classes) {
    const id = tellClass(teller, one, systems);
    for (const round of ROUNDS) tellLoad(teller, one, id, round);
  }
}

function tellClass({ add, set, t, who }: Teller, one: Class, systems: ReadonlyMap<string, string>): string {
  const { title, content: holds, safetyCritical, expected, way, tolerated, owner } = one;
  const id = add(
    t(-330),
    'dataClass',
    `class ${title}`,
    {
      title,
      content: holds,
      safetyCritical,
      way,
      scope: one.scope,
      expected,
      compared: 'Counts, control totals, and field by field in the sample',
      toleratedPercent: tolerated,
      owner: who(roleOf(owner)),
      clinicalLead: who(safetyCritical ? 'pharmacy' : 'records'),
      due: t(-40),
    },
    {
      links: [
        ['comesFrom', systems.get('old') ?? []],
        ['goesTo', systems.get('ehr') ?? []],
      ],
    },
  );
  set(t(-170), id, {}, 'mapped');
  set(t(1), id, {}, 'moved');
  return id;
}

type Round = (typeof ROUNDS)[number];

function tellLoad(teller: Teller, one: Class, of: string, { round, day, share }: Round): void {
  const { add, set, t, who } = teller;
  const extracted = Math.round(one.expected * share);
  const merged = one.merges ? Math.round(extracted * 0.031) : 0;
  const rejected = Math.round(extracted * (day < -80 ? 0.004 : 0.0006));
  const id = add(
    t(day - 6),
    'migrationLoad',
    `load ${one.title} ${round}`,
    {
      title: `${one.title}, ${round}`,
      round,
      owner: who('conversion'),
      due: t(day),
      rules: `Rules of ${one.title.toLowerCase()}, revision ${ROUNDS.findIndex((r) => r.round === round) + 1}`,
    },
    { links: [['of', of]] },
  );
  const clock = (hour: string): string => `${t(day)}T${hour}:00.000Z`;
  set(
    t(day),
    id,
    {
      extractedAt: clock('03:00'),
      startedAt: clock('04:10'),
      finishedAt: clock('09:40'),
      extracted,
      loaded: extracted - merged - rejected,
      merged,
      rejected,
      controlTotals: 'Equal, with merges and rejections accounted for.',
    },
    'loaded',
  );
  if (round === 'trial') return;
  // The second mock load of allergies lost the reaction of some: one of 300 was wrong.
  const bad = round === 'mock3' && one.title === 'Allergies';
  tellSample(teller, one, {
    load: id,
    round,
    day: day + 2,
    found: bad ? 1 : 0,
    size: bad ? 300 : one.sample,
    lot: extracted,
  });
  if (!bad) return;
  const again = add(
    t(-62),
    'migrationLoad',
    'load Allergies corrected',
    {
      title: 'Allergies, mock3 corrected',
      round: 'mock3',
      owner: who('conversion'),
      due: t(-62),
      rules: 'Rules of allergies, revision 4b: reactions without a code stay as text',
    },
    { links: [['of', of]] },
  );
  const corrected = {
    extractedAt: `${t(-62)}T03:00:00.000Z`,
    startedAt: `${t(-62)}T04:00:00.000Z`,
    finishedAt: `${t(-62)}T08:00:00.000Z`,
  };
  set(t(-62), again, { ...corrected, extracted, loaded: extracted - rejected, merged, rejected }, 'loaded');
  tellSample(teller, one, { load: again, round: 'mock3 corrected', day: -61, found: 0, size: 299, lot: extracted });
}

interface Drawn {
  readonly load: string;
  readonly round: string;
  readonly day: number;
  readonly found: number;
  readonly size: number;
  readonly lot: number;
}

/** Drawn by a seed that is written down, and judged by two people who do not see each other’s verdict. */
function tellSample({ add, set, t, who }: Teller, one: Class, { load, round, day, found, size, lot }: Drawn): void {
  const id = add(
    t(day),
    'acceptanceSample',
    `sample ${one.title} ${round}`,
    {
      title: `${one.title}, ${round}`,
      safetyCritical: one.safetyCritical,
      strata: 'Source, age under 18, oncology, more than five entries, merged',
      seed: `RIV-${one.title}-${round}`,
      lotSize: lot,
      sampleSize: size,
      acceptedDefects: 0,
      owner: who('conversion'),
      due: t(day + 1),
    },
    { links: [['of', load]] },
  );
  const finding = found > 0 ? 'Reaction of one allergy is missing: it had no code in the former record.' : 'None.';
  const judged = {
    foundDefects: found,
    criticalDefects: found,
    reviewers: [who('records'), who('pharmacy')],
    agreement: 0.93,
    reviewedOn: t(day),
    finding,
  };
  set(t(day), id, judged, 'reviewed');
  set(t(day), id, {}, found > 0 ? 'refused' : 'accepted');
}

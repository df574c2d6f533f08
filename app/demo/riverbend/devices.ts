import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { Pair } from './people.ts';

/** 4,205 devices; by T-30 3,890 were tried where they stand, and 3,702 of those did everything they have to. */
const DEVICES = 4_205;
const TRIED = 3_890;
const PASSED = 3_702;

/** The technical dress rehearsal, day by day (from go-live): from which device on it was done then. */
const DAYS: readonly (readonly [share: number, day: number])[] = [
  [0.24, -92],
  [0.45, -78],
  [0.66, -64],
  [0.85, -48],
  [1, -36],
];

interface Type {
  readonly type: string;
  readonly title: string;
  readonly checks: readonly [string, ...string[]];
  readonly share: number;
}

const TYPES: readonly Type[] = [
  { type: 'workstation', title: 'Workstation', checks: ['login', 'print', 'card'], share: 1_856 },
  { type: 'kiosk', title: 'Read-only computer', checks: ['login', 'print'], share: 24 },
  { type: 'cart', title: 'Medication cart', checks: ['login', 'scan', 'card'], share: 410 },
  { type: 'label', title: 'Label printer', checks: ['label'], share: 330 },
  { type: 'printer', title: 'Printer', checks: ['print'], share: 440 },
  { type: 'scanner', title: 'Barcode scanner', checks: ['scan'], share: 690 },
  { type: 'signature', title: 'Signature pad', checks: ['sign'], share: 95 },
  { type: 'medical', title: 'Monitor or pump', checks: ['data', 'sound'], share: 360 },
];

const FAULTS = [
  'Prints in the wrong unit',
  'No network at this place',
  'Old image, cannot sign in',
  'Does not read the wristband',
  'Tray is chosen by the driver',
] as const;

/** Every device in its place, and what came of trying it. */
export function tellDevices({ add, set, t, who, place }: Teller, pairs: readonly Pair[]): void {
  const units = [...new Set(pairs.map(({ unit }) => unit))];
  const all = TYPES.flatMap((one) => Array.from({ length: one.share }, (_each, index) => ({ ...one, index })));
  for (const [position, { type, title, checks, index }] of all.slice(0, DEVICES).entries()) {
    // A walk through the list that meets every device once, so that no type is left to the end.
    const turn = (position * 1_009) % DEVICES;
    const unit = cycle([units[0] ?? '', ...units.slice(1)], position);
    const critical = (type === 'cart' || type === 'label' || type === 'medical') && index % 3 === 0;
    const id = add(
      t(-118),
      'device',
      `device ${type} ${index}`,
      {
        title: `${title} ${index + 1}, ${unit}`,
        assetTag: `RV${String(10_000 + position)}`,
        type,
        place: unit,
        critical,
        spare: index % 12 === 0,
        toCheck: checks,
        owner: who('devices'),
        due: t(-36),
      },
      { state: 'inPlace', links: [['at', place('unit', unit)]] },
    );
    if (turn >= TRIED) {
      // What was not there, or not reached, is tried in the last weeks.
      set(t(-16), id, { testedOn: t(-16), worked: checks }, 'passed');
      continue;
    }
    const day = DAYS.find(([share]) => turn < TRIED * share)?.[1] ?? -36;
    if (fails(turn)) {
      set(t(day), id, { testedOn: t(day), fault: cycle(FAULTS, turn) }, 'failed');
      set(t(-14), id, { testedOn: t(-14), worked: checks, fault: null }, 'passed');
      continue;
    }
    set(t(day), id, { testedOn: t(day), worked: checks }, 'passed');
    // The first to be tried is tried again, so that nothing is older than two months at go-live.
    if (day < -40) set(t(-34), id, { testedOn: t(-34) });
  }
}

/** 188 of those tried, spread evenly. */
function fails(turn: number): boolean {
  const before = (count: number): number => Math.floor((count * (TRIED - PASSED)) / TRIED);
  return before(turn + 1) > before(turn);
}

import content from '../content/contingency.json' with { type: 'json' };
import staff from '../content/staff.json' with { type: 'json' };
import { hours } from '../amounts.ts';
import { roleOf } from '../cast.ts';
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import { tellBackEntry } from './queues.ts';

/** 41 downtime boxes, a tabletop with seven objectives and twelve injects, nine corrective actions, and a restore in 3 h 12. */
export function tellContingency(teller: Teller, systems: ReadonlyMap<string, string>): void {
  const functions = tellFunctions(teller, systems);
  const plans = tellPlans(teller, functions);
  tellProcedures(teller, functions, plans[0] ?? '');
  tellTabletop(teller, plans);
  tellDrills(teller, plans);
  tellRestore(teller, functions);
  tellContacts(teller, plans[0] ?? '');
  tellBackEntry(teller, systems);
}

function tellFunctions({ add, t, who }: Teller, systems: ReadonlyMap<string, string>): readonly string[] {
  return content.functions.map(({ title, tier, owner, system, holds }, place) =>
    add(
      t(-260),
      'criticalFunction',
      `function ${title}`,
      {
        title,
        tier,
        impact: 'Care is delayed within the hour, and unsafe after some.',
        mtd: 12,
        rto: 4,
        workRecovery: 4,
        rpo: 1,
        manualProcedure: 'Forms of the downtime box; runners every hour; two people for what is high alert.',
        manualHolds: holds,
        forms: 'Box of the unit',
        staffing: 'One runner and one scribe more for each shift',
        degraded: 'Elective work stops after eight hours',
        restoreOrder: place + 1,
        owner: who(roleOf(owner)),
        due: t(30),
      },
      { links: [['dependsOn', systems.get(system) ?? []]] },
    ),
  );
}

function tellPlans({ add, set, t, who }: Teller, functions: readonly string[]): readonly string[] {
  return content.plans.map(({ title, type, holds, revision }, place) => {
    const id = add(
      t(-240),
      'contingencyPlan',
      `plan ${title}`,
      {
        title,
        type,
        scope: 'Hospital and clinics',
        activation: 'House supervisor with the integration lead, or whoever of them is reached first.',
        declares: [who('emergency'), who('cno')],
        communication: 'Overhead, radio, telephone tree; nothing that needs the network.',
        response: 'Units open their box; command opens within half an hour.',
        recovery: 'Back-entry in the order of the plan, counted to nothing.',
        holds,
        longOutage: ['services', 'committee', 'plans', 'teams', 'training', 'awareness', 'regroup'].slice(
          0,
          place === 1 ? 7 : 4,
        ),
        revision,
        owner: who('emergency'),
        due: t(200),
      },
      { links: [['covers', functions]] },
    );
    set(t(-180), id, { approvedOn: t(-180) }, 'inForce');
    return id;
  });
}

function tellProcedures({ add, set, t, who, place: at }: Teller, functions: readonly string[], plan: string): void {
  for (const [place, where] of content.boxes.entries()) {
    const id = add(
      t(-200),
      'downtimeProcedure',
      `box ${where}`,
      {
        title: `Downtime box, ${where}`,
        outages: ['planned', 'unplanned', 'extended'],
        steps: 'Open the box. Write the time. Charge nurse gives out forms. Runner every hour.',
        identification: 'Armband and birth date; numbers of the downtime from the sheet in the lid.',
        readOnly: 'Read-only computer at the desk of the unit, on red power',
        backEntry: 'Allergies, visits, active orders, administrations, results, notes, charges.',
        holds: 24,
        kitPlace: `${where}, at the desk`,
        kit: ['Forms for a day', 'Labels and pens', 'Torch', 'Telephone list'].map((text, index) => ({
          id: index + 1,
          text,
        })),
        revision: '3',
        owner: who(cycle(['informatics', 'emergency', 'access', 'lab'], place)),
        due: t(160),
      },
      {
        links: [
          ['for', functions[place % functions.length] ?? []],
          ['partOf', plan],
          ['at', unitOf(where).map((unit) => at('unit', unit))],
        ],
      },
    );
    set(t(-105 + (place % 9)), id, { kitCheckedOn: t(-105 + (place % 9)) }, 'inForce');
    set(t(-40 + (place % 9)), id, { kitCheckedOn: t(-40 + (place % 9)) });
  }
}

const UNITS: ReadonlySet<string> = new Set(staff.staff.map(({ unit }) => unit));
const PRIMARY = /^(Family|Internal|Pediatric|Women|Geriatrics|Urgent)/;

/** The unit of the roster a box stands in; clinics are two units there, and the house supervisor’s office is none. */
function unitOf(where: string): readonly string[] {
  if (UNITS.has(where)) return [where];
  if (where.startsWith('House')) return [];
  return [PRIMARY.test(where) ? 'Primary care clinics' : 'Specialty clinics'];
}

function tellTabletop({ add, set, t, who, link }: Teller, plans: readonly string[]): void {
  const exercise = add(
    t(-100),
    'exercise',
    'tabletop',
    {
      title: 'Four weeks without the record',
      type: 'tabletop',
      scenario: 'Ransomware at the hosting partner on a Friday; the record is gone for four weeks.',
      objectives: content.objectives.map(({ objective }) => objective).join('\n'),
      modules: ['declare', 'first', 'dayThree', 'weekThree', 'recovery'],
      unannounced: false,
      due: t(-72),
      owner: who('emergency'),
      evaluators: [who('safety'), who('cno')],
    },
    { links: [['tests', plans]] },
  );
  const injects = content.injects.map(({ message, sender, recipient, expected }, place) => {
    const id = add(
      t(-85),
      'inject',
      `inject ${place}`,
      {
        title: message,
        position: place + 1,
        minute: place * 12,
        sender,
        recipient,
        channel: 'inPerson',
        message,
        expected,
      },
      { links: [['of', exercise]] },
    );
    set(
      t(-72),
      id,
      {
        happened: 'As expected, within ten minutes.',
        happenedAt: `${t(-72)}T1${4 + Math.floor(place / 5)}:${String((place * 12) % 60).padStart(2, '0')}:00.000Z`,
      },
      'delivered',
    );
    return id;
  });
  const held = {
    heldOn: t(-72),
    length: hours(3),
    participants: 26,
    strengths: 'Wards knew their boxes.',
    improvements: 'Nobody knew how to pay, bill and tell after the first week.',
  };
  set(t(-72), exercise, held, 'held');
  set(t(-65), exercise, {}, 'reviewed');
  const observations = content.objectives.map(({ objective, rating, seen, capability }, place) =>
    add(
      t(-71),
      'exerciseObservation',
      `observation ${place}`,
      {
        title: objective,
        objective,
        capability,
        rating,
        seen,
        recommendation: 'See the corrective action.',
        observer: who('safety'),
      },
      {
        links: [
          ['of', exercise],
          ['follows', injects[place] ?? []],
        ],
      },
    ),
  );
  for (const [place, { title, priority, action, owner }] of content.actions.entries()) {
    const id = add(
      t(-66),
      'correctiveAction',
      `action ${title}`,
      {
        title,
        description: `After the tabletop: ${title.toLowerCase()}.`,
        cause: 'Not thought of before.',
        priority,
        element: 'planning',
        action,
        measure: 'Shown at the next drill.',
        owner: who(roleOf(owner)),
        due: t(-38 + place),
      },
      {},
    );
    link(t(-66), 'correctiveAction.from', id, observations[place % observations.length] ?? '');
    const done = -44 + place * 2;
    set(t(done), id, { doneOn: t(done), result: 'Done.' }, 'done');
    set(t(done + 4), id, { checked: 'Seen by the emergency manager.' }, 'verified');
  }
}

/** A drill on the wards, after which what was on paper is entered; and a failover of the data centre. */
function tellDrills({ add, set, t, who }: Teller, plans: readonly string[]): void {
  for (const [title, type, day, length] of [
    ['Downtime of four hours on six wards', 'drill', -38, 4],
    ['Failover to the second site', 'functional', -37, 6],
  ] as const) {
    const id = add(
      t(-75),
      'exercise',
      `exercise ${title}`,
      {
        title,
        type,
        scenario: `${title}, announced to the wards on the day before.`,
        objectives: 'Go on safely; come back; count to nothing.',
        modules: ['declare', 'first', 'recovery'],
        due: t(day),
        owner: who('emergency'),
        evaluators: [who('safety')],
      },
      { links: [['tests', plans]] },
    );
    set(
      t(day),
      id,
      {
        heldOn: t(day),
        length: hours(length),
        participants: 84,
        strengths: 'Boxes were complete.',
        improvements: 'Nine sheets had no patient.',
      },
      'held',
    );
    set(t(day + 5), id, {}, 'reviewed');
  }
}

function tellRestore({ add, set, t, who }: Teller, functions: readonly string[]): void {
  const id = add(
    t(-70),
    'restoreTest',
    'restore',
    {
      title: 'Restore of the record at the second site',
      type: 'full',
      environment: 'Second site, production data of the evening',
      rto: 4,
      rpo: 1,
      due: t(-37),
      owner: who('integration'),
    },
    { links: [['of', functions]] },
  );
  set(
    t(-37),
    id,
    {
      heldOn: t(-37),
      measuredRto: 3.2,
      measuredRpo: 0.25,
      data: 'whole',
      checkedBy: who('lab'),
      findings: '3 h 12 to the first order; recovery point a quarter of an hour.',
    },
    'done',
  );
}

function tellContacts({ add, t, who }: Teller, plan: string): void {
  for (const [place, { title, duty }] of content.contacts.entries()) {
    add(
      t(-110),
      'contact',
      `contact ${title}`,
      {
        title,
        organisation: 'Riverbend Regional',
        duty,
        phone: `555-01${String(10 + place)}`,
        offNetwork: `Radio channel ${place + 1}`,
        hours: 'always',
        respondsWithin: 15,
        checkedOn: t(-64),
        reached: 'yes',
        owner: who('emergency'),
      },
      { links: [['servesIn', plan]] },
    );
  }
}

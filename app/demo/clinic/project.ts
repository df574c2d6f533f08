import content from '../content/clinic.json' with { type: 'json' };
import { text } from '../amounts.ts';
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';

export interface ClinicTold {
  readonly interfaces: readonly string[];
  readonly requirements: readonly string[];
}

/** The project, its gates, what it shall do, the six interfaces and the 46 who will use it. */
export function tellClinic(teller: Teller): ClinicTold {
  const { set, t, who, project } = teller;
  set(t(-150), project, {
    purpose: 'No referral is lost between Willow Street and the hospital, and patients due for a check are called.',
    goLive: t(0),
    riskAppetite: 6,
    usualTicketsPerDay: 2,
    sponsor: who('cmio'),
    owner: who('pm'),
  });
  set(t(-140), project, {}, 'active');
  set(t(0), project, {}, 'live');
  tellOffices(teller);
  tellGates(teller);
  const requirements = tellRequirements(teller);
  const interfaces = tellInterfaces(teller, requirements);
  tellPeople(teller);
  return { interfaces, requirements };
}

function tellOffices({ add, t, who }: Teller): void {
  for (const [office, label, role] of [
    ['sponsor', 'Sponsor', 'cmio'],
    ['projectManager', 'Project manager', 'pm'],
    ['safetyOfficer', 'Clinical safety officer', 'safety'],
    ['privacyOfficer', 'Privacy officer', 'privacy'],
  ] as const) {
    const person = add(t(-148), 'person', `office ${office}`, {
      title: `${label} of Willow Street`,
      account: who(role),
    });
    add(
      t(-148),
      'appointment',
      `appointment ${office}`,
      { title: `${label}: Willow Street`, office, from: t(-148), reason: 'Charter' },
      { links: [['of', person]] },
    );
  }
}

function tellGates({ add, t }: Teller): void {
  for (const { key, title, offset, goLive, criteria } of content.gates) {
    const at = `${t(offset)}T08:00`;
    const milestone = add(
      t(-146),
      'task',
      `gate:${key}`,
      { title: `Gate ${key}`, milestone: true, summary: false, active: true, storedStart: at, storedFinish: at },
      { external: { source: 'callosum', id: `gate:${key}` } },
    );
    const gate = add(
      t(-146),
      'gate',
      `gate ${key}`,
      { title, key, purpose: `${title}.`, goLive, offsetDays: offset },
      { external: { source: 'callosum', id: `default-gate:${key}` }, links: [['sitsOn', milestone]] },
    );
    for (const one of criteria)
      add(t(-146), 'criterion', `criterion ${key} ${one.key}`, one, { links: [['of', gate]] });
  }
}

function tellRequirements({ add, set, t, who }: Teller): readonly string[] {
  const need = add(t(-148), 'need', 'need', {
    title: 'A referral disappears between clinic and hospital',
    story: 'One of five has no outcome after thirty days.',
    group: 'physicians',
    harm: true,
    measure: 'Referrals without an outcome after 30 days',
    baseline: '22 %',
    target: '5 %',
    priority: 'must',
    owner: who('cmio'),
  });
  set(t(-146), need, {}, 'agreed');
  return content.requirements.map((title, place) => {
    const id = add(
      t(-144),
      'requirement',
      `requirement ${title}`,
      {
        title,
        acceptance: 'Shown by somebody who does the work.',
        type: 'functional',
        priority: place % 3 === 0 ? 'must' : 'should',
        area: 'Clinic',
        source: 'Workshop',
        fit: 'configured',
        owner: who('informatics'),
      },
      { links: [['meets', need]] },
    );
    set(t(-130), id, {}, 'agreed');
    set(t(-70 + place), id, {}, 'built');
    const decision = add(
      t(-120 + place),
      'decision',
      `decision ${title}`,
      {
        title: `How: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
        situation: text('Two ways are possible.'),
        recommendation: text('The simpler one.'),
        owner: who('cmio'),
        due: t(-95 + place),
      },
      { links: [['holds', id]] },
    );
    // One is still open, and late.
    set(
      t(place === 4 ? -50 : -100 + place),
      decision,
      { decidedOn: t(place === 4 ? -50 : -100 + place), outcome: text('The simpler one.') },
      'decided',
    );
    return id;
  });
}

function tellInterfaces({ add, set, link, t, who }: Teller, requirements: readonly string[]): readonly string[] {
  const system = (name: string, type: string): string => {
    const id = add(t(-145), 'system', `system ${name}`, {
      title: name,
      type,
      criticality: 'medium',
      owner: who('informatics'),
      technicalOwner: who('integration'),
      supportEnds: t(900),
      holdsPhi: true,
    });
    set(t(-144), id, {}, 'inUse');
    return id;
  };
  const own = system('Referral manager', 'other');
  return content.interfaces.map(({ title, other, type, trigger, out }, place) => {
    const end = system(other, type);
    const id = add(
      t(-128),
      'interface',
      `interface ${title}`,
      {
        title,
        purpose: title,
        owner: who('integration'),
        sourceOwner: who(out ? 'informatics' : 'integration'),
        targetOwner: who(out ? 'integration' : 'informatics'),
        standard: 'hl7v2',
        standardVersion: '2.5.1',
        transport: 'mllp',
        protection: 'tls',
        carriesPhi: true,
        mode: 'push',
        triggers: trigger,
        perDay: 30 + place * 20,
        criticality: place === 1 ? 'high' : 'medium',
        fallback: 'Telephone, and a sheet at the desk.',
      },
      {
        links: [
          ['source', out ? own : end],
          ['target', out ? end : own],
          ['implements', requirements[place] ?? []],
        ],
      },
    );
    set(t(-110), id, {}, 'specified');
    set(t(-85), id, {}, 'built');
    const test = add(t(-80), 'interfaceTest', `test ${title}`, {
      title: `${trigger}: ${title}`,
      trigger,
      level: 'endToEnd',
      scenario: 'Ten referrals from the cards.',
      expected: 'Each arrives once.',
      safety: place < 3,
      due: t(-62),
      owner: who('integration'),
      witness: who('informatics'),
    });
    // The last one is tried after T-60.
    const day = place === 5 ? -45 : -66;
    set(t(day), test, { ranOn: t(day), sent: 10, correct: 10, sourceVersion: '1', targetVersion: '1' }, 'passed');
    link(t(-80), 'interfaceTest.tests', test, id);
    return id;
  });
}

function tellPeople({ add, set, t, who, place }: Teller): void {
  const course = add(
    t(-100),
    'course',
    'course',
    {
      title: 'Referrals and recalls in an hour',
      code: 'WIL-01',
      form: 'blended',
      objectives: 'Sends, follows and closes a referral; works through the recall list.',
      passMark: 80,
      ordering: false,
      validMonths: 12,
      seats: 12,
      owner: who('training'),
    },
    { links: [['requiredFor', content.roles.map(({ role }) => place('jobRole', role))]] },
  );
  set(t(-80), course, {}, 'released');
  const people = content.roles.flatMap(({ role, count }) =>
    Array.from({ length: count }, (_each, index) =>
      add(
        t(-120),
        'person',
        `person ${role} ${index}`,
        { title: `${role}, Willow Street, ${index + 1}` },
        {
          links: [
            ['does', place('jobRole', role)],
            ['worksIn', place('unit', 'Willow Street Clinic')],
            ['on', place('shift', index % 4 === 3 ? 'Evening' : 'Day')],
          ],
        },
      ),
    ),
  );
  const sessions = [0, 1, 2, 3].map((index) => {
    const day = [-66, -52, -38, -12][index] ?? -12;
    const id = add(
      t(-78),
      'trainingSession',
      `session ${index}`,
      {
        title: `Referrals and recalls, session ${index + 1}`,
        starts: `${t(day)}T17:00:00.000Z`,
        ends: `${t(day)}T18:00:00.000Z`,
        room: 'Break room',
        seats: 12,
        backfill: true,
        owner: who('training'),
      },
      { links: [['of', course]] },
    );
    set(t(day), id, {}, 'held');
    return { id, day };
  });
  for (const [index, person] of people.entries()) {
    const session = cycle([sessions[0] ?? { id: '', day: 0 }, ...sessions.slice(1)], index);
    tellLearner({ add, t, who }, { person, course, session, index });
  }
}

interface Learner {
  readonly person: string;
  readonly course: string;
  readonly session: { readonly id: string; readonly day: number };
  readonly index: number;
}

function tellLearner(
  { add, t, who }: Pick<Teller, 'add' | 't' | 'who'>,
  { person, course, session, index }: Learner,
): void {
  const take = (attempt: number, day: number, passed: boolean): void =>
    void add(
      t(day),
      'proficiencyResult',
      `result ${person} ${attempt}`,
      {
        title: `Referrals and recalls, attempt ${attempt}`,
        attempt,
        takenOn: t(day),
        outcome: passed ? 'passed' : 'failed',
        score: passed ? 90 : 70,
        passMark: 80,
        method: 'observed',
        examiner: who('training'),
      },
      { links: [['of', person], ['in', course], ...(attempt === 1 ? [['takenAt', session.id] as const] : [])] },
    );
  const first = index % 9 !== 4;
  take(1, session.day, first);
  if (!first) take(2, session.day + 3, true);
}

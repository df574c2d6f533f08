import content from '../content/governance.json' with { type: 'json' };
import { dollars, text } from '../amounts.ts';
import { roleOf } from '../cast.ts';
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { Matter } from './meetings.ts';
import type { ScopeTold } from './scope.ts';
import { sessionBefore } from './sessions.ts';

export interface BodyTold {
  readonly committee: string;
  readonly chair: string;
  readonly members: readonly [string, ...string[]];
}

interface GovernanceTold {
  readonly bodies: ReadonlyMap<string, BodyTold>;
  readonly decisions: readonly Matter[];
}

/** Charter, committees, decisions, risks and issues: how it is steered. */
export function tellGovernance(teller: Teller, { requirements, specifications }: ScopeTold): GovernanceTold {
  tellCharter(teller);
  const bodies = tellCommittees(teller);
  const decisions = tellDecisions(teller, bodies, { requirements, specifications });
  tellRisks(teller);
  tellIssues(teller, requirements);
  return { bodies, decisions };
}

function tellCharter({ add, set, link, t, who, id }: Teller): void {
  const charter = add(t(-514), 'charter', 'charter', {
    title: 'One record for Riverbend Regional',
    problem: 'Four systems hold parts of one patient. 8.6 of a hundred are there twice; send-out results come by fax.',
    purpose:
      'Whoever treats a patient sees the same allergies, orders and results, and patients tell their story once.',
    inScope:
      '312 beds, 22 clinics, the emergency department, ten operating theatres, the core laboratory; 64 interfaces.',
    outOfScope: 'Research; long-term care; the blood donor centre.',
    success: 'Go-live on the day promised, no serious event, eight benefits measured against twelve months before.',
    budget: dollars(27_400_000),
    tolerance: 5,
    start: t(-516),
    due: t(0),
    sponsor: who('ceo'),
    owner: who('pm'),
  });
  set(t(-508), charter, {}, 'submitted');
  set(t(-503), charter, { approvedOn: t(-503) }, 'approved');
  for (const { title } of content.goals.slice(0, 4)) link(t(-514), 'charter.serves', charter, id(`goal ${title}`));
}

function tellCommittees({ add, link, t, who }: Teller): ReadonlyMap<string, BodyTold> {
  const told = new Map<string, BodyTold>();
  for (const { title, decides, rhythm, limitDays, members: seats } of content.committees) {
    const [chair = who('ceo'), ...others] = seats.map((name) => who(roleOf(name)));
    const members = [chair, ...others] as const;
    const committee = add(t(-510), 'committee', `committee ${title}`, {
      title,
      purpose: `Decides about ${decides.charAt(0).toLowerCase()}${decides.slice(1)}.`,
      decides,
      consults: 'Clinical safety officer, where patients are concerned',
      limitDays,
      rhythm,
      quorum: 3,
      owner: chair,
      members,
    });
    told.set(title, { committee, chair, members });
  }
  for (const { title, escalatesTo } of content.committees) {
    const [from, to] = [told.get(title), told.get(escalatesTo ?? '')];
    if (from && to) link(t(-510), 'committee.escalatesTo', from.committee, to.committee);
  }
  return told;
}

const BODIES = [
  'Advisory council',
  'Clinical content committee',
  'Integration and architecture',
  'Pharmacy and therapeutics',
] as const;

/** Seven of 318 are open at T-60, and four of those are late. */
const OPEN: readonly (readonly [place: number, due: number, decided: number])[] = [
  [41, -83, -47],
  [96, -76, -50],
  [158, -69, -44],
  [203, -64, -39],
  [244, -55, -54],
  [287, -50, -49],
  [301, -46, -45],
];

function tellDecisions(
  { add, set, link, t, who }: Teller,
  bodies: ReadonlyMap<string, BodyTold>,
  { requirements, specifications }: Pick<ScopeTold, 'requirements' | 'specifications'>,
): readonly Matter[] {
  const told: Matter[] = [];
  for (const [place, { area, title, owner }] of content.decisions.entries()) {
    const open = OPEN.find(([at]) => at === place);
    const raised = open ? -120 : -470 + Math.floor((place * 320) / content.decisions.length);
    // One in nine was decided after its day.
    const due = open?.[1] ?? raised + 21;
    const body = cycle(BODIES, place);
    const ready = due + (place % 9 === 4 ? 12 : -5);
    // It is taken at the last meeting before it has to be, where there is one.
    const decided = open?.[2] ?? sessionBefore(body, ready, raised + 4) ?? ready;
    const id = add(
      t(raised),
      'decision',
      `decision ${title}`,
      {
        title,
        situation: text(`Build of ${area.toLowerCase()} cannot go on without knowing ${title.split(': ')[1] ?? ''}.`),
        background: text('Units do it in different ways today; three were watched at work.'),
        assessment: text('One way for all costs training; several ways cost testing and safety.'),
        recommendation: text('One way, with one exception that is named and looked at again after three months.'),
        owner: who(roleOf(owner)),
        // It was asked before somebody wrote it down.
        raisedOn: t(raised - (place % 5) * 6),
        due: t(due),
      },
      {
        links: [
          ['decidedBy', bodies.get(body)?.committee ?? []],
          ['holds', requirements[place % requirements.length] ?? []],
        ],
      },
    );
    told.push({ id, title, committee: body, raised, due, decided });
    const outcome = text('As recommended. The exception is for units without a pharmacist at night.');
    set(
      t(decided),
      id,
      { decidedOn: t(decided), outcome, inFavour: [who('cmio'), who('cno')], abstained: [who('cio')] },
      'decided',
    );
    const specification = specifications[place];
    if (specification !== undefined && place % 3 === 0) link(t(decided), 'specification.basedOn', specification, id);
  }
  return told;
}

const CATEGORIES = ['schedule', 'technical', 'clinical', 'people', 'vendor', 'privacy', 'financial'] as const;
const WHERE = ['hospital', 'clinics', 'laboratory'] as const;

/** 87 risks, of which 52 are closed by T-60. */
function tellRisks({ add, set, t, who }: Teller): void {
  for (const [place, title] of content.risks.entries()) {
    for (const [index, where] of WHERE.entries()) {
      const number = place * WHERE.length + index;
      const likelihood = String(1 + ((number * 7) % 4));
      const impact = String(1 + ((number * 5 + index) % 4));
      const high = Number(likelihood) * Number(impact) > 8;
      const id = add(t(-480 + number * 4), 'risk', `risk ${title} ${where}`, {
        title: `${title} (${where})`,
        cause: 'Found in the weekly review of the plan.',
        effect: 'Go-live moves, or goes ahead with less than was promised.',
        category: cycle(CATEGORIES, number),
        likelihood,
        impact,
        response: cycle(['reduce', 'avoid', 'accept', 'transfer'], number),
        responsePlan: 'Owner reports every two weeks; a second way is prepared until the build is complete.',
        owner: who(cycle(['pm', 'cio', 'integration', 'training', 'vendors'], number)),
        // Reviewed by turns, so that some come up every few weeks.
        due: t(number % 5 === 2 ? -50 : number % 15 === 0 ? -54 : 20),
      });
      if (high) set(t(Math.max(-120, -460 + number * 4)), id, { likelihood: '1' });
      if (number % 5 !== 0 && number % 5 !== 2)
        set(t(Math.max(-95, -420 + number * 4)), id, {}, number % 16 === 1 ? 'occurred' : 'closed');
    }
  }
}

const ISSUES = 143;
const PLACES = [
  'in the emergency department',
  'on 3 West',
  'in the laboratory',
  'in the clinics',
  'in the theatres',
  'in the pharmacy',
  'at registration',
  'in intensive care',
] as const;

/** 143 issues; 12 are open at T-60, none of them critical. */
function tellIssues({ add, set, t, who }: Teller, requirements: readonly string[]): void {
  const all = PLACES.flatMap((place) => content.issues.map((title) => `${title} ${place}`)).slice(0, ISSUES);
  for (const [place, title] of all.entries()) {
    const raised = -430 + Math.floor((place * 366) / ISSUES);
    const open = place >= ISSUES - 12;
    const id = add(
      t(raised),
      'issue',
      `issue ${title}`,
      {
        title,
        description: `${title}. Reported at the weekly meeting.`,
        effect: 'Work of the team is held up for some days.',
        severity: cycle(open ? ['medium', 'low', 'high'] : ['medium', 'low', 'high', 'critical', 'medium'], place),
        category: cycle(['technical', 'clinical', 'people', 'vendor', 'schedule', 'scope'], place),
        safety: !open && place % 11 === 0,
        // It was asked before somebody wrote it down.
        raisedOn: t(raised - (place % 5) * 6),
        owner: who(cycle(['build', 'integration', 'informatics', 'devices', 'training'], place)),
        due: t(raised + 18),
      },
      { links: [['hinders', requirements[(place * 3) % requirements.length] ?? []]] },
    );
    set(
      t(open ? -50 + (place % 12) : raised + 12),
      id,
      { resolution: 'Mended, and looked at again by whoever reported it.' },
      'solved',
    );
  }
}

import content from '../content/adoption.json' with { type: 'json' };
import { minutes } from '../amounts.ts';
import { roleOf } from '../cast.ts';
import { chance, cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { HazardTold } from './hazards.ts';

/** A step of a future workflow, and who does it. */
export interface StepTold {
  readonly id: string;
  readonly role: string;
}

/** How the work is done today and how it will be; who is for it; and by what one will see that it is better. */
export function tellAdoption(
  teller: Teller,
  needs: readonly string[],
  hazards: readonly HazardTold[],
): readonly StepTold[] {
  const steps = tellWorkflows(teller);
  for (const [place, { id, found }] of hazards.entries()) {
    const step = steps[(place * 5) % steps.length];
    if (step) teller.link(teller.t(found), 'hazard.arisesAt', id, step.id);
  }
  tellStakeholders(teller);
  tellBenefits(teller, needs);
  tellFeedback(teller);
  return steps;
}

/** Twelve workflows as they were walked, and as they will be; of the future steps those that hazards arise at. */
function tellWorkflows({ add, set, link, t, who, place }: Teller): readonly StepTold[] {
  const future: StepTold[] = [];
  for (const [index, { title, area, role, owner, steps, volume }] of content.workflows.entries()) {
    const tell = (map: 'current' | 'future', day: number): string => {
      const id = add(t(day), 'workflow', `workflow ${map} ${title}`, {
        title: `${title}, ${map === 'current' ? 'today' : 'to be'}`,
        map,
        area,
        trigger: steps[0] ?? '',
        outcome: steps.at(-1) ?? '',
        volume,
        highRisk: index % 3 === 0,
        methods: ['observation', 'interviews'],
        walked: t(day + 12),
        pains:
          map === 'current' ? 'The same is written three times; nobody knows whether it was read.' : 'None known yet.',
        owner: who(roleOf(owner)),
        due: t(-355),
      });
      set(t(day + 14), id, {}, 'validated');
      let before: string | undefined;
      for (const [order, name] of steps.entries()) {
        const step = add(
          t(day + 1),
          'workflowStep',
          `step ${map} ${title} ${order}`,
          {
            title: name,
            order: order + 1,
            detail: `${name}.`,
            touch: minutes(map === 'current' ? 6 + (order % 4) : 4 + (order % 3)),
            wait: minutes(map === 'current' ? 30 + order * 10 : 8 + order),
            handOff: order % 3 === 2,
            reEntry: map === 'current' && order % 2 === 1,
            decision: order === 2,
            completeAccurate: map === 'current' ? 82 : 96,
            systems: map === 'current' ? 2 + (order % 3) : 1,
            valueAdding: order % 2 === 0,
            safetyCritical: order % 3 === 1,
          },
          {
            links: [
              ['partOf', id],
              ['doneBy', place('jobRole', role)],
            ],
          },
        );
        if (before !== undefined) link(t(day + 1), 'workflowStep.follows', step, before);
        before = step;
        if (map === 'future') future.push({ id: step, role });
      }
      return id;
    };
    const today = tell('current', -470 + index);
    const later = tell('future', -410 + index);
    link(t(-400), 'workflow.replaces', later, today);
    set(t(-356 + (index % 5)), later, {}, 'agreed');
  }
  return future;
}

function tellStakeholders({ add, set, t, who }: Teller): void {
  for (const [place, { title, group, power, interest, stance, wanted, after }] of content.stakeholders.entries()) {
    const id = add(t(-490), 'stakeholder', `stakeholder ${title}`, {
      title,
      group,
      power,
      interest,
      stance,
      wanted,
      change: 'Another way of writing, ordering and finding.',
      concerns: 'Time with patients, and who helps on the first day.',
      approach: 'Talk every other week; show what came of the last talk.',
      owner: who(cycle(['cmio', 'cno', 'pm', 'superUsers'], place)),
      due: t(-20),
    });
    for (const [turn, day] of [-400, -300, -200, -130, -95, -70, -62, -48, -31, -20, -8].entries()) {
      if ((turn + place) % 3 === 2) continue;
      const talk = add(
        t(day - 5),
        'engagement',
        `talk ${title} ${turn}`,
        { title: `Talk with ${title.toLowerCase()}`, form: 'talk', due: t(day), owner: who('cmio') },
        { links: [['with', id]] },
      );
      set(
        t(day),
        talk,
        {
          heard: 'What will the first day be like, and who comes when it does not work.',
          promised: 'An answer within a week.',
        },
        'held',
      );
    }
    if (after !== stance) set(t(-110), id, { stance: after });
  }
}

/** The share of its promise that each has come to in the twelve months after; the eighth got worse. */
const CAME = [1.05, 0.82, 0.55, 1, 0.9, 0.6, 0.97, -0.2] as const;

/** Eight benefits and what gets worse, each with a measure that has twelve months before and, once it is live, twelve after. */
function tellBenefits({ add, set, t, who }: Teller, needs: readonly string[]): void {
  const luck = chance('measures');
  for (const [place, one] of content.benefits.entries()) {
    const { title, unit, direction, baseline, target, need, owner, area } = one;
    const worse = one.sign === 'disbenefit';
    const measure = add(
      t(-430),
      'measure',
      `measure ${title}`,
      {
        title,
        area,
        definition: `${title}, counted each month.`,
        unit,
        direction,
        source: 'Analytics',
        every: 'month',
        baseline,
        baselineFrom: t(-420),
        baselineUntil: t(-60),
        ...(worse ? {} : { target }),
        owner: who('benefits'),
      },
      { links: [['of', needs[need] ?? []]] },
    );
    for (let month = 0; month < 14; month += 1) {
      const day = -420 + month * 30;
      const value = Math.round((baseline + (luck.next() - 0.5) * 0.12 * baseline) * 10) / 10;
      add(
        t(day),
        'measurement',
        `measurement ${title} ${month}`,
        { title: `${title}, month ${month + 1}`, on: t(day), value, phase: 'before' },
        { links: [['of', measure]] },
      );
    }
    // It dips with the first weeks, and then comes as far as it comes.
    for (let month = 1; month <= 12; month += 1) {
      const came = worse ? 1.4 - month * 0.07 : cycle(CAME, place) * Math.min(1, month / 9) - (month === 1 ? 0.3 : 0);
      const spread = (luck.next() - 0.5) * 0.08 * Math.abs(target - baseline);
      const value = Math.round((baseline + came * (target - baseline) + spread) * 10) / 10;
      const first = month === 1 ? { phase: 'golive', note: 'The weeks after go-live.' } : { phase: 'after' };
      add(
        t(month * 30),
        'measurement',
        `measurement ${title} after ${month}`,
        { title: `${title}, month ${month} after go-live`, on: t(month * 30), value, ...first },
        { links: [['of', measure]] },
      );
    }
    const benefit = add(
      t(-470),
      'benefit',
      `benefit ${title}`,
      {
        title,
        sign: one.sign,
        category: one.category,
        unit,
        direction,
        baseline,
        baselineMonths: 12,
        target,
        formula: `${title}, mean of three months`,
        source: 'Analytics',
        owner: who(roleOf(owner)),
        due: t(365),
      },
      {
        links: [
          ['realises', needs[need] ?? []],
          ['measuredBy', measure],
        ],
      },
    );
    set(t(-60 + place), benefit, {}, 'measuring');
  }
}

function tellFeedback({ add, set, t, who, place }: Teller): void {
  for (const [index, { said, type, unit }] of content.feedback.entries()) {
    const day = index * 2 - 14;
    const id = add(
      t(day),
      'feedback',
      `feedback ${index}`,
      {
        title: said,
        said,
        type,
        source: day > 0 ? 'rounding' : 'training',
        receivedOn: t(day),
        owner: who('superUsers'),
        due: t(day + 8),
      },
      { links: [['in', place('unit', unit)]] },
    );
    set(
      t(day + 4),
      id,
      { answer: 'Looked at with whoever said it; see the tip of the day.', answeredOn: t(day + 4) },
      'answered',
    );
  }
}

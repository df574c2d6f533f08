import content from '../content/governance.json' with { type: 'json' };
import { roleOf } from '../cast.ts';
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';

export interface ScopeTold {
  readonly needs: readonly string[];
  readonly requirements: readonly string[];
  readonly specifications: readonly string[];
  /** Of the requirements those of clinical safety. */
  readonly safety: readonly string[];
}

/** Why, what and how: goals, needs, requirements and their specifications, each resting on the one before. */
export function tellScope(teller: Teller): ScopeTold {
  const { add, set, t, who } = teller;
  const goals = content.goals.map((goal) => {
    const id = add(t(-516), 'goal', `goal ${goal.title}`, { ...goal, weight: 15, owner: who('ceo'), due: t(450) });
    set(t(-514), id, {}, 'agreed');
    return id;
  });
  const needs = content.needs.map(({ goal, ...need }, place) => {
    const id = add(
      t(-512 + (place % 8)),
      'need',
      `need ${need.title}`,
      {
        ...need,
        story: `${need.title}. Counted over two weeks in spring.`,
        priority: place % 3 === 0 ? 'must' : 'should',
        owner: who(cycle(['cmio', 'cno', 'pharmacy', 'lab', 'revenue'], place)),
      },
      { links: [['serves', goals[goal] ?? []]] },
    );
    set(t(-503), id, {}, 'agreed');
    return id;
  });
  tellScopeItems(teller);
  const requirements = content.requirements.map((one, place) => tellRequirement(teller, one, place, needs));
  const specifications = requirements.flatMap((id, place) =>
    place % 4 === 3 ? [] : [tellSpecification(teller, id, place)],
  );
  const safety = requirements.filter((_one, place) => cycle(TYPES, place) === 'safety');
  return { needs, requirements, specifications, safety };
}

function tellScopeItems({ add, set, t, who }: Teller): void {
  for (const [place, { title, owner }] of content.areas.entries()) {
    for (const [index, part] of ['Workflows and screens', 'Orders and content', 'Conversion and reports'].entries()) {
      const late = index === 2 && place % 6 === 5;
      const out = index === 2 && place % 5 === 4 && !late;
      const id = add(t(late ? -300 : -506), 'scopeItem', `scope ${title} ${part}`, {
        title: `${title}: ${part.toLowerCase()}`,
        area: title,
        effort: 40 + ((place * 17 + index * 11) % 90),
        baselined: !late,
        addedOn: t(late ? -300 : -506),
        owner: who(roleOf(owner)),
        ...(out ? { reason: 'With the first upgrade after go-live; today’s way goes on.' } : {}),
      });
      set(t(late ? -280 : -503), id, {}, out ? 'deferred' : 'in');
    }
  }
}

const TYPES = ['functional', 'functional', 'safety', 'usability', 'data', 'security'] as const;

function tellRequirement(
  { add, set, t, who }: Teller,
  { area, title }: { readonly area: string; readonly title: string },
  place: number,
  needs: readonly string[],
): string {
  const owner = content.areas.find((one) => one.title === area)?.owner ?? 'informatics';
  const id = add(
    t(-440 + (place % 40)),
    'requirement',
    `requirement ${area} ${title}`,
    {
      title,
      rationale: `Workshop of ${area.toLowerCase()}.`,
      acceptance:
        'Shown in the acceptance environment by somebody who does the work, in the time it takes today or less.',
      type: cycle(TYPES, place),
      priority: cycle(['must', 'must', 'should', 'could'], place),
      area,
      source: 'Workshop',
      fit: place % 4 === 3 ? 'standard' : place % 4 === 2 ? 'built' : 'configured',
      owner: who(roleOf(owner)),
      due: t(-150),
    },
    { links: [['meets', needs[place % needs.length] ?? []]] },
  );
  set(t(-385 + (place % 20)), id, {}, 'agreed');
  set(t(-200 + (place % 60)), id, {}, 'built');
  if (place % 3 === 0) set(t(-28), id, {}, 'accepted');
  return id;
}

const SPECIFIED = ['configuration', 'orderSet', 'decisionSupport', 'documentation', 'report', 'security'] as const;

function tellSpecification({ add, set, t, who }: Teller, requirement: string, place: number): string {
  const type = cycle(SPECIFIED, place);
  const requirementTitle = content.requirements[place]?.title ?? '';
  const id = add(
    t(-360 + (place % 60)),
    'specification',
    `specification ${place}`,
    {
      title: `Build of “${requirementTitle.charAt(0).toLowerCase()}${requirementTitle.slice(1)}”`,
      content: 'Fields, rules, defaults and who sees what; with screenshots of the prototype.',
      type,
      clinical: type === 'orderSet' || type === 'decisionSupport' || type === 'documentation',
      revision: '1.0',
      owner: who(cycle(['build', 'informatics', 'labAnalyst'], place)),
      due: t(-170),
    },
    { links: [['details', requirement]] },
  );
  set(t(-250 + (place % 40)), id, {}, 'review');
  // One in fourteen was sent back and came late.
  const day = place % 14 === 5 ? -100 : -205 + (place % 50);
  set(t(day), id, { approvedOn: t(day), revision: '1.1' }, 'approved');
  return id;
}

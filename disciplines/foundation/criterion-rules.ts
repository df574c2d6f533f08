import {
  comparisonFits,
  COMPARISONS,
  type Comparison,
  type Fact,
  type Fault,
  type Filter,
  filterFaults,
  type Registry,
  say,
} from '@callosum/kernel';

/** The fields that make up what a criterion asks, and its waiver. */
export interface CriterionFields {
  readonly fact: string;
  readonly comparison: Comparison;
  readonly target: number;
  readonly filter?: Filter;
  readonly waivedBy?: string;
  readonly waivedUntil?: string;
  readonly waiverReason?: string;
}

type CriterionFault = Fault<keyof CriterionFields>;

/** Why a criterion could never be asked, or never be met. */
export function criterionFaults(fields: CriterionFields, registry: Registry): CriterionFault[] {
  const fact = registry.facts.get(fields.fact);
  const asked = fact
    ? [...directionFaults(fields, fact), ...selectionFaults(fields, fact, registry)]
    : [unknownFact(fields.fact, registry)];
  return [...asked, ...waiverFaults(fields)];
}

/** Names are long, so those of the same discipline are offered where there are any. */
function unknownFact(name: string, { facts }: Registry): CriterionFault {
  const near = [...facts.keys()].filter((known) => known.split('.')[0] === name.split('.')[0]);
  const offered = near.length > 0 ? near : [...facts.keys()];
  return {
    at: ['fact'],
    message: say`There is no fact “${name}”.`,
    remedy: say`Choose one of: ${offered.join(', ')}.`,
  };
}

function directionFaults({ comparison, target }: CriterionFields, fact: Fact): CriterionFault[] {
  const found: CriterionFault[] = [];
  if (!comparisonFits(fact, comparison)) {
    const fitting: Comparison = fact.better === 'lower' ? 'atMost' : 'atLeast';
    found.push({
      at: ['comparison'],
      message: say`“${fact.label}” is better when it is ${fact.better}, so “${COMPARISONS[comparison]}” would reward the worse.`,
      remedy: say`Choose “${COMPARISONS[fitting]}” or “${COMPARISONS.exactly}”.`,
    });
  }
  if (fact.fold === 'share' && (target < 0 || target > 100)) {
    const message = say`“${fact.label}” is a percentage, so ${target} cannot be the target.`;
    found.push({ at: ['target'], message, remedy: say`Give a number from 0 to 100.` });
  }
  if (fact.fold === 'failing' && target < 0) {
    const message = say`“${fact.label}” is counted, so ${target} cannot be the target.`;
    found.push({ at: ['target'], message, remedy: say`Give 0 or more.` });
  }
  return found;
}

function selectionFaults({ filter = [] }: CriterionFields, fact: Fact, { kinds }: Registry): CriterionFault[] {
  const kind = kinds.get(fact.kind);
  return kind
    ? filterFaults(filter, kind, 'criterion').map(({ at, ...rest }) => ({ at: ['filter', ...at], ...rest }))
    : [];
}

/** Half a waiver is none. */
function waiverFaults(fields: CriterionFields): CriterionFault[] {
  const parts = ['waivedBy', 'waivedUntil', 'waiverReason'] as const;
  const missing = parts.find((part) => fields[part] === undefined);
  if (missing === undefined || parts.every((part) => fields[part] === undefined)) return [];
  const message = say`A waiver names who waives, until when and why.`;
  return [{ at: [missing], message, remedy: say`Waive the criterion with a day and a reason, or end the waiver.` }];
}

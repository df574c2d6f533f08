import { useNavigate, useSearch } from '@tanstack/react-router';
import { useProject } from '@callosum/web/views';
import { planView } from '../index.ts';

/** Ways to look at a plan; each has an address of its own. */
export const WAYS = ['timeline', 'moves'] as const;
export type Way = (typeof WAYS)[number];

/** What the address of the plan's page chooses. */
export interface PlanAddress {
  readonly as: Way;
  /** What the plan is held against: `baseline-0`, or a day gone by. */
  readonly compare: string | undefined;
}

const COMPARED = /^(?:baseline-\d{1,2}|\d{4}-\d{2}-\d{2})$/;

/** Reads an address; what makes no sense is left out. */
export function readAddress(search: Readonly<Record<string, unknown>>): PlanAddress {
  const { as, compare } = search;
  const compared = typeof compare === 'string' && COMPARED.test(compare) ? compare : undefined;
  const way = WAYS.find((one) => one === as) ?? 'timeline';
  return { as: way === 'moves' && compared === undefined ? 'timeline' : way, compare: compared };
}

/** An address as it is written: what goes without saying is left out. */
export function writeAddress(address: PlanAddress): Record<string, string | undefined> {
  return { as: address.as === 'timeline' ? undefined : address.as, compare: address.compare };
}

/** What the address chooses, and the way to choose otherwise. */
export function usePlanAddress(): readonly [PlanAddress, (next: Partial<PlanAddress>) => void] {
  const address = readAddress(useSearch({ strict: false }));
  const { key, at } = useProject();
  const navigate = useNavigate();
  return [
    address,
    (next) =>
      void navigate({
        to: '/p/$key/$reference',
        params: { key, reference: planView.name },
        search: { at, ...writeAddress({ ...address, ...next }) },
        replace: true,
      }),
  ];
}

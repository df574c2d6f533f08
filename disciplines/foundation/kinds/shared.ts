import type { Lifecycle } from '@callosum/kernel';

/** Currencies amounts are kept in; the first is meant where none is written. */
export const CURRENCIES = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'NZD', 'CHF'] as const;

export const PRIORITIES = { must: 'Must', should: 'Should', could: 'Could', wont: 'Not this time' } as const;

/** What is proposed, agreed on, and later met or given up. */
export const AGREED: Lifecycle = {
  initial: 'proposed',
  material: true,
  states: {
    proposed: { label: 'Proposed' },
    agreed: { label: 'Agreed', rests: 'untilDue' },
    retired: { label: 'Retired', closed: true },
  },
  moves: {
    agree: { label: 'Agree', from: ['proposed'], to: 'agreed' },
    retire: { label: 'Retire', from: ['proposed', 'agreed'], to: 'retired' },
    reconsider: { label: 'Reconsider', from: ['agreed', 'retired'], to: 'proposed' },
  },
};

import { type Lifecycle, say } from '@callosum/kernel';

/** What analysts write and somebody else approves: profiles, mappings, code maps. */
export const DRAFT_APPROVED: Lifecycle = {
  initial: 'draft',
  states: {
    draft: { label: 'Draft' },
    review: { label: 'In review' },
    approved: { label: 'Approved', rests: 'always' },
    superseded: { label: 'Superseded', closed: true },
  },
  moves: {
    submit: { label: 'Submit for review', from: ['draft'], to: 'review' },
    approve: { label: 'Approve', from: ['review'], to: 'approved' },
    sendBack: { label: 'Send back', from: ['review', 'approved'], to: 'draft' },
    supersede: { label: 'Supersede', from: ['draft', 'review', 'approved'], to: 'superseded' },
    takeUp: { label: 'Take up again', from: ['superseded'], to: 'draft' },
  },
};

/** Four eyes: who wrote it does not approve it alone. */
export function approvalFaults(
  { owner, reviewer }: { readonly owner?: string; readonly reviewer?: string },
  state: string,
) {
  if (state !== 'approved' || (reviewer !== undefined && reviewer !== owner)) return [];
  const message = reviewer === undefined ? say`Nobody is named who reviewed it.` : say`Its owner is also its reviewer.`;
  return [{ at: ['reviewer'] as const, message, remedy: say`Name somebody else who has reviewed it.` }];
}

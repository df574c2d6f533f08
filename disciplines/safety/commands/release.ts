import { type Change, defineCommand, say } from '@callosum/kernel';
import { z } from 'zod';
import { hazard } from '../kinds/hazard.ts';
import { safetyControl } from '../kinds/safety-control.ts';
import { refuse } from '../refuse.ts';

/**
 * Takes a control away from a hazard. The residual rating counted on it, so it goes as well, and with it its acceptance: what is
 * left has to be rated anew. Otherwise a control that no longer counts could simply be removed, and the hazard would look well.
 */
export const releaseControl = defineCommand({
  name: 'safetyControl.release',
  label: 'Release control from hazard',
  allow: ['owner', 'manager', 'lead'],
  input: z.strictObject({ control: z.uuid(), hazard: z.uuid() }),
  decide: (graph, input) => {
    const control = graph.find(input.control);
    const row = graph.get(hazard, input.hazard);
    const link = graph.out(input.control, 'safetyControl.reduces').find(({ to }) => to === row?.id);
    if (control?.kind !== safetyControl.name || !row || !link)
      return refuse('not-found', say`This control does not reduce this hazard.`, { path: ['control'] });
    const unlink: Change = { action: 'unlink', id: link.id };
    if (row.fields.residual === undefined) return { changes: [unlink] };
    const again = row.state === 'accepted' ? { state: 'open' } : {};
    return { changes: [unlink, { action: 'update', id: row.id, fields: { residual: null }, ...again }] };
  },
});

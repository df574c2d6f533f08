import { attachmentsOf, defineCommand, say } from '@callosum/kernel';
import { z } from 'zod';
import { messageProfile } from '../kinds/message-profile.ts';
import { refuse } from '../refuse.ts';

const { structure, basis, localParts, samples } = {
  structure: z.string().trim().min(1).max(100),
  basis: z.string().trim().min(1).max(300),
  localParts: z.string().trim().min(1).max(20_000),
  samples: z.string().trim().min(1).max(20_000),
};

/**
 * Says which of the files attached to a profile holds: what was learnt from messages, read from a bundle or edited field by field. What
 * rests on the profile is then to be looked at again. Files of before stay attached.
 */
export const keepProfile = defineCommand({
  name: 'messageProfile.keep',
  label: 'Keep the profile',
  allow: 'kinds',
  input: z.strictObject({
    id: z.uuid(),
    file: z.string().regex(/^[0-9a-f]{64}$/),
    structure: structure.exactOptional(),
    basis: basis.exactOptional(),
    localParts: localParts.exactOptional(),
    samples: samples.exactOptional(),
  }),
  decide: (graph, { id, file, ...said }) => {
    const row = graph.get(messageProfile, id);
    if (!row) return refuse('not-found', say`The profile is not there.`);
    if (!attachmentsOf(row).some(({ hash }) => hash === file)) {
      return refuse('refused', say`The file is not attached to the profile.`, say`Attach it first.`);
    }
    return { changes: [{ action: 'update', id, fields: { definition: file, ...said } }] };
  },
});

import { defineCommand, say } from '@callosum/kernel';
import { z } from 'zod';
import { BATCH_NAME, batchOf } from '../batch-of.ts';
import { messageProfile } from '../kinds/message-profile.ts';
import { refuse } from '../refuse.ts';

/** Asks that a batch of messages is held against a profile. The server sees that it is asked for, and records what it found as whoever asked. */
export const askBatch = defineCommand({
  name: 'messageProfile.checkBatch',
  label: 'Check a batch of messages',
  allow: 'kinds',
  forms: [
    {
      on: messageProfile.name,
      help: `The messages of the attached file (its name ends in ${BATCH_NAME}, the last one counts) are held against the standard and this profile by the server, however many they are. Identifiers of people are taken out first. It can be cancelled among the jobs.`,
      states: ['draft', 'review', 'approved'],
    },
  ],
  input: z.strictObject({ id: z.uuid() }),
  decide: (graph, { id }, { actor }) => {
    const row = graph.get(messageProfile, id);
    if (!row) return refuse('not-found', say`The profile is not there.`);
    const batch = batchOf(row);
    if (!batch) {
      return refuse('refused', say`The profile has no messages.`, say`Attach a file whose name ends in ${BATCH_NAME}.`);
    }
    if (row.fields.batchAsked !== undefined) {
      return refuse(
        'refused',
        say`The messages are being checked.`,
        say`Wait until they are through, or cancel the job.`,
      );
    }
    return { changes: [{ action: 'update', id, fields: { batchAsked: batch.hash, batchAskedBy: actor.account } }] };
  },
});

const count = z.int().min(0);

/** Records what was found in a batch, counted by the server itself. */
export const batchChecked = defineCommand({
  name: 'messageProfile.batchChecked',
  label: 'A batch was checked',
  allow: 'kinds',
  internal: true,
  input: z.strictObject({
    id: z.uuid(),
    messages: count,
    valid: count,
    findings: z.string().max(20_000),
  }),
  decide: (graph, { id, messages, valid, findings }, { at }) => {
    const row = graph.get(messageProfile, id);
    if (!row) return refuse('not-found', say`The profile is not there.`);
    if (row.fields.batchAsked === undefined) return refuse('refused', say`Nobody asks for a check of messages.`);
    const fields = {
      batchAsked: null,
      batchAskedBy: null,
      batchFile: row.fields.batchAsked ?? null,
      batchAt: at.instant,
      batchMessages: messages,
      batchValid: valid,
      batchFindings: findings === '' ? null : findings,
    };
    return { changes: [{ action: 'update', id, fields }] };
  },
});

import { deidentify, Vault } from '@callosum/deid';
import { checkBatch, FindingTally, type Message, messageOf } from '@callosum/hl7v2';
import { attachmentsOf, Refusal, refusal, say, scopedRegistry, seenGraph } from '@callosum/kernel';
import { type BoundJob, defineJob, type PartServices } from '@callosum/server';
import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import { messageProfile } from '../../kinds/message-profile.ts';
import { profileIn } from '../endpoints/profile.ts';

export const BATCH_JOB = 'interoperability.batch';

/** Kinds of findings that are recorded, the worst of them. */
const TOLD = 40;
const TOLD_CHARACTERS = 450;
/** A vault remembers everybody it has met; after so many messages it begins anew. */
const VAULT_MESSAGES = 20_000;
const BREATH_MS = 20;
const MARKS = { error: '▲', warning: '△', information: '○' } as const;

/**
 * Holds the messages of a file attached to a profile against it, one after the other and with the memory of one. Each is freed of identifiers before it is checked, so that nothing that is
 * recorded holds any. What was found until it is cancelled is recorded as that.
 */
export function batchJob({ registry, graphs, writes, files }: PartServices): BoundJob {
  return defineJob({
    name: BATCH_JOB,
    label: 'Check a batch of messages',
    words: { checking: 'Checking messages', recording: 'Recording what was found' },
    input: z.strictObject({ profile: z.uuid() }),
    // Nothing is changed before the end.
    retries: { most: 2, firstPauseSeconds: 2, longestPauseSeconds: 30 },
    run: async ({ profile: id }, { scope, actor, progress, signal }) => {
      if (scope === null) throw refusal('refused', say`A batch is checked in its project.`);
      const record = (input: { messages: number; valid: number; findings: string }) =>
        writes.execute({
          scope,
          actor,
          internal: true,
          commands: [{ command: 'messageProfile.batchChecked', input: { id, ...input } }],
        });
      const whole = await graphs.of(scope);
      const row = seenGraph(scopedRegistry(registry, whole), whole, actor, whole).get(messageProfile, id);
      const file = attachmentsOf(row).find(({ hash }) => hash === row?.fields.batchAsked);
      if (row?.fields.batchAsked === undefined) return { value: { state: 'nothing asked for' } };
      if (!file) {
        await record({ messages: 0, valid: 0, findings: 'The file is no longer attached to the profile.' });
        return { value: { state: 'could not be checked' } };
      }
      const tally = new FindingTally();
      const cleaner = createCleaner();
      try {
        const definition = row.fields.definition;
        const held = definition === undefined ? undefined : await profileIn(files, definition);
        let done = 0;
        const pieces = async function* (): AsyncGenerator<Uint8Array> {
          for await (const piece of await files.read(file.hash)) {
            const bytes = Buffer.from(piece);
            done += bytes.length;
            progress(done / Math.max(1, file.size), 'checking');
            yield bytes;
            if (signal.aborted) return;
          }
        };
        let breath = performance.now();
        for await (const item of checkBatch(pieces(), { profile: held?.profile, prepare: cleaner.clean })) {
          if (item.kind === 'message') tally.add(item.checked, `message ${item.number}`);
          else tally.tell(item.finding, 'the file');
          // Others are answered in between, and it is heard that somebody stops it.
          if (performance.now() - breath > BREATH_MS) {
            await breathe();
            breath = performance.now();
          }
          if (signal.aborted) break;
        }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await record({ messages: 0, valid: 0, findings: error.message });
        return { value: { state: 'could not be checked', why: error.message } };
      }
      // A server that ends begins anew when it is there again; what somebody stops is recorded as far as it went.
      if (signal.aborted && signal.reason !== 'cancelled') signal.throwIfAborted();
      progress(1, 'recording');
      const { messages, valid } = tally;
      const findings = [
        ...(signal.aborted ? [`Cancelled after ${asMessages(messages)}; the rest of the file was not checked.`] : []),
        ...(cleaner.leftOut() > 0
          ? [`Not checked, because identifiers could not be taken out: ${asMessages(cleaner.leftOut())}.`]
          : []),
        ...linesOf(tally),
      ].join('\n');
      await record({ messages, valid, findings });
      signal.throwIfAborted();
      return { value: { messages, valid } };
    },
  });
}

function asMessages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

/** Takes identifiers out of one message after the other. */
function createCleaner() {
  const asOf = new Date().getUTCFullYear();
  let vault = new Vault();
  let taken = 0;
  let left = 0;
  return {
    clean: (message: Message): Message | undefined => {
      taken += 1;
      if (taken % VAULT_MESSAGES === 0) vault = new Vault();
      const { problem, text } = deidentify(message.text, { mode: 'safe-harbor', asOf, vault });
      const clean = problem ? undefined : messageOf(text);
      if (!clean) left += 1;
      return clean;
    },
    leftOut: () => left,
  };
}

function linesOf({ counts, uncounted }: FindingTally): readonly string[] {
  const told = counts
    .filter(({ severity }) => severity !== 'information')
    .map(({ severity, count, against, place, text, first }) =>
      `${MARKS[severity]} ${count} ×, ${against}, ${place || 'file'}: ${text} First in ${first}.`.slice(
        0,
        TOLD_CHARACTERS,
      ),
    );
  const more = told.length - TOLD + uncounted;
  return [...told.slice(0, TOLD), ...(more > 0 ? [`and ${more} more kinds of findings`] : [])];
}

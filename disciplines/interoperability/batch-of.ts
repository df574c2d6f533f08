import { type AttachedFile, attachmentsOf } from '@callosum/kernel';

/** How the name of a batch of messages ends. */
export const BATCH_NAME = '.hl7';

/** The batch of messages that a profile is tried with: of those attached to it the one attached last. */
export function batchOf(row: Parameters<typeof attachmentsOf>[0]): AttachedFile | undefined {
  return attachmentsOf(row).findLast(({ name }) => name.toLowerCase().endsWith(BATCH_NAME));
}

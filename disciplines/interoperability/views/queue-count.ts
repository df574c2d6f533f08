import { type FieldsOf, type GraphReader, type Mention, mentionOf, type Row } from '@callosum/kernel';
import type { queue } from '../kinds/queue.ts';

/** What a queue held when it was last counted. */
export interface QueueCount extends Mention {
  readonly owner?: string | undefined;
  readonly countedAt?: string | undefined;
  readonly sent?: number | undefined;
  readonly delivered?: number | undefined;
  readonly rejected?: number | undefined;
  readonly queued?: number | undefined;
  /** Sent, less delivered, rejected and queued. */
  readonly missing?: number | undefined;
}

export function queueCount(graph: GraphReader, row: Row<FieldsOf<typeof queue>>): QueueCount {
  const { owner, reconciledAt, sent, delivered, rejected, queued } = row.fields;
  const whole = sent !== undefined && delivered !== undefined && rejected !== undefined && queued !== undefined;
  return {
    ...mentionOf(graph, row),
    owner,
    countedAt: reconciledAt,
    sent,
    delivered,
    rejected,
    queued,
    ...(whole ? { missing: sent - delivered - rejected - queued } : {}),
  };
}

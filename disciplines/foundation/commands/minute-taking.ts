import { type Decision, defineCommand, type GraphReader, say, rule } from '@callosum/kernel';
import { z } from 'zod';
import { meeting } from '../kinds/meeting.ts';
import type { MeetingRow } from '../meetings.ts';
import { refuse } from '../refuse.ts';

const MOST_NOTE = 2_000;

/**
 * One more line in the minutes. It is added to what stands there by then, so that two who write at once lose nothing of
 * each other’s.
 */
export const noteMinute = defineCommand({
  name: 'meeting.note',
  label: 'Note in the minutes',
  allow: 'kinds',
  input: z.strictObject({
    id: z.uuid(),
    text: z
      .string()
      .trim()
      .min(1, rule`Write something`)
      .max(MOST_NOTE),
  }),
  decide: (graph, { id, text }) =>
    during(graph, id, ({ fields: { minutes } }) => ({
      changes: [{ action: 'update', id, fields: { minutes: minutes === undefined ? text : `${minutes}\n${text}` } }],
    })),
});

/** Somebody has come, or has left. */
export const attendMeeting = defineCommand({
  name: 'meeting.attend',
  label: 'Note who is present',
  allow: 'kinds',
  input: z.strictObject({ id: z.uuid(), person: z.string().min(1).max(64), present: z.boolean() }),
  decide: (graph, { id, person, present }) =>
    during(graph, id, ({ fields }) => {
      const others = (fields.present ?? []).filter((one) => one !== person);
      const now = present ? [...others, person] : others;
      return { changes: [{ action: 'update', id, fields: { present: now.length === 0 ? null : now } }] };
    }),
});

/** What is written while a meeting is planned or held; its minutes are closed afterwards. */
export function during(graph: GraphReader, id: string, decide: (row: MeetingRow) => Decision): Decision {
  const row = graph.get(meeting, id);
  if (!row) return refuse('not-found', say`The meeting is not there.`, { path: ['id'] });
  if (row.state === 'planned' || row.state === 'held') return decide(row);
  return refuse('refused', say`The minutes of this meeting are closed.`, { remedy: say`Re-open the meeting first.` });
}

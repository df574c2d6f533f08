import { decisionChanges, takeSnapshot } from '@callosum/foundation';
import {
  type AttachedFile,
  ATTACHMENTS,
  attachmentsOf,
  type Change,
  defineCommand,
  type GraphReader,
  Problem,
  say,
} from '@callosum/kernel';
import { z } from 'zod';
import { idOf } from './ids.ts';
import type { Board } from './story.ts';

/** A stored file, and the record it belongs to. */
export interface Attaching {
  readonly record: string;
  readonly file: AttachedFile;
}

/**
 * Writes what a demonstration tells of one day. It carries changes as an import does, so it is the server’s own, and the console
 * account’s alone; the write path checks every change against the declarations like any other.
 */
export const tellStory = defineCommand({
  name: 'demonstration.tell',
  label: 'Tell the demonstration',
  allow: ['owner'],
  internal: true,
  input: z.strictObject({
    changes: z.array(z.custom<Change>()).default([]),
    /** Gates decided that day, on what was known then. Nobody signed: the rationale says that it is a demonstration. */
    boards: z.array(z.custom<Board>()).default([]),
    /** Files of records, received, judged and stored like any other before the day is told. */
    files: z.array(z.custom<Attaching>()).default([]),
  }),
  decide: (graph, { changes, boards, files }, { actor, at, registry }) => {
    if (actor.account !== 'console') {
      const message = say`Only the console account tells a demonstration.`;
      return { problems: [new Problem({ code: 'not-allowed', message })] };
    }
    const decided = boards.flatMap((board) => {
      const taken = takeSnapshot(graph, registry, board.gate, at);
      let made = 0;
      return taken ? decisionChanges(taken, board, () => idOf(board.ids, String(made++))).changes : [];
    });
    return { changes: [...changes, ...attached(graph, files), ...decided] };
  },
});

/** What a record holds after files were added to it. */
function attached(graph: GraphReader, files: readonly Attaching[]): Change[] {
  return [...new Set(files.map(({ record }) => record))].map((id) => {
    const added = files.filter(({ record }) => record === id).map(({ file }) => ({ ...file }));
    return { action: 'update', id, fields: { [ATTACHMENTS]: [...attachmentsOf(graph.find(id)), ...added] } };
  });
}

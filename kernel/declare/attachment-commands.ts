import { say } from './say.ts';
import { Problem } from './problem.ts';
import { z } from 'zod';
import { ATTACHMENTS, attachmentsOf } from './attachments.ts';
import { type BoundCommand, type Decision, defineCommand } from './command.ts';
import { attachedFile } from './fields/file.ts';

const id = z.uuid();

function missing(record: string): Decision {
  return { problems: [new Problem({ code: 'not-found', message: say`There is no record ${record}.` })] };
}

/** Called by the upload route, which has received, judged and stored the file. */
const attach = defineCommand({
  name: 'record.attach',
  label: 'Attach a file',
  allow: 'kinds',
  internal: true,
  input: z.strictObject({ id, file: attachedFile }),
  decide: (graph, { id: record, file }) => {
    const row = graph.find(record);
    if (!row) return missing(record);
    const files = attachmentsOf(row);
    const known = files.some(({ hash, name }) => hash === file.hash && name === file.name);
    return {
      changes: known ? [] : [{ action: 'update', id: record, fields: { [ATTACHMENTS]: [...files, file] } }],
      result: file,
    };
  },
});

/** The file no longer belongs to the record; history and back-ups keep it. */
const detach = defineCommand({
  name: 'record.detach',
  label: 'Remove a file',
  allow: 'kinds',
  input: z.strictObject({ id, hash: attachedFile.shape.hash, name: attachedFile.shape.name }),
  decide: (graph, { id: record, hash, name }) => {
    const row = graph.find(record);
    if (!row) return missing(record);
    const files = attachmentsOf(row);
    const rest = files.filter((file) => file.hash !== hash || file.name !== name);
    if (rest.length === files.length) {
      const message = say`“${name}” does not belong to this record (any more).`;
      return { problems: [new Problem({ code: 'not-found', message, path: ['name'] })] };
    }
    const left = rest.length > 0 ? [...rest] : null;
    return { changes: [{ action: 'update', id: record, fields: { [ATTACHMENTS]: left } }] };
  },
});

/** Commands that add files to records of any kind and take them away. */
export const ATTACHMENT_COMMANDS: readonly BoundCommand[] = [attach, detach];

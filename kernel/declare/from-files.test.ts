import { expect, test } from 'vitest';
import { z } from 'zod';
import { Refusal, refusal } from '../declare/problem.ts';
import { createTestScope } from '../testing/graph.ts';
import { sample } from '../testing/kinds.ts';
import { defineFileCommand } from './command.ts';
import { RECORD_COMMANDS } from './record-commands.ts';
import { createRegistry } from './registry.ts';
import { say } from './say.ts';

const HASH = 'a'.repeat(64);

/** Titles a record by the number of lines in a file of it. */
const count = defineFileCommand({
  name: 'step.count',
  label: 'Count the lines',
  allow: 'kinds',
  input: z.strictObject({ id: z.uuid(), file: z.string().length(64) }),
  fromFiles: async (_graph, { id, file }, textOf) => {
    const text = await textOf(id, file);
    if (text === '') throw refusal('unreadable-file', say`The file is empty.`);
    return { lines: text.split('\n').length };
  },
  decide: (_graph, { id }, _context, { lines }) => ({
    changes: [{ action: 'update', id, fields: { title: `${lines} lines` } }],
    result: { lines },
  }),
});

function counting(text: string) {
  const registry = createRegistry([{ ...sample, commands: [...sample.commands, count] }], RECORD_COMMANDS);
  const scope = createTestScope(registry);
  const attachments = [{ hash: HASH, name: 'lines.txt', size: 1, type: 'text/plain' }];
  const id = scope.create('step', { title: 'Step', attachments });
  const run = (file = HASH) => scope.runWithFiles('step.count', { id, file }, new Map([[HASH, text]]));
  return { scope, id, run };
}

test('what a command rests on in a file is read before it is decided', async () => {
  const { scope, id, run } = counting('one\ntwo');
  expect((await run()).result).toEqual({ lines: 2 });
  expect(scope.graph.find(id)?.fields['title']).toBe('2 lines');
});

test('without its files, with those of another record, or with a wrong input it changes nothing', async () => {
  const { scope, id, run } = counting('one');
  expect(() => scope.run('step.count', { id, file: HASH })).toThrow('rests on files that were not read');
  await expect(run('b'.repeat(64))).rejects.toThrow('does not belong to this record');
  await expect(run('short')).rejects.toThrow(Refusal);
  await expect(counting('').run()).rejects.toThrow('The file is empty.');
  expect(scope.graph.find(id)?.fields['title']).toBe('Step');
});

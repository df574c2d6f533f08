import { expect, test } from 'vitest';
import { z } from 'zod';
import { sample } from '../testing/kinds.ts';
import { type CommandForm } from './command-form.ts';
import { defineCommand } from './command.ts';
import { createRegistry } from './registry.ts';

const register = (form: CommandForm, name = 'step.judge') =>
  createRegistry(
    [
      {
        ...sample,
        commands: [
          ...sample.commands,
          defineCommand({
            name,
            label: 'Judge',
            allow: 'kinds',
            forms: [form],
            input: z.strictObject({ id: z.uuid(), aspect: z.string(), note: z.string().optional() }),
            decide: () => ({ changes: [] }),
          }),
        ],
      },
    ],
    [],
  );
const whole: CommandForm = {
  on: 'step',
  help: 'For tests.',
  states: ['open'],
  given: { aspect: 'built' },
  asks: { note: { type: 'text', label: 'Note' } },
};

test('a form that asks for what its command takes stands in the registry', () => {
  expect(register(whole).commands.get('step.judge')?.forms).toEqual([whole]);
});

test.each<[string, CommandForm]>([
  ['unknown kind “stepp”', { ...whole, on: 'stepp' }],
  ['unknown state “gone”', { ...whole, states: ['gone'] }],
  ['given “notes”', { ...whole, asks: { notes: { type: 'text', label: 'Note' } } }],
  ['given “how”', { ...whole, given: { how: 'well' } }],
  ['does not start at “step”', { ...whole, finds: { note: { label: 'Note', link: 'remark.nothing' } } }],
])('a form that could never be carried out ends the start: %s', (fault, form) => {
  expect(() => register(form)).toThrow(fault);
});

test('a command with forms is not called like a link, whose fields have words of the same name', () => {
  expect(() => register(whole, 'step.after')).toThrow('called like a link');
});

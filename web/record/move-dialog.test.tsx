// @vitest-environment happy-dom
import { type FieldChanges, type FieldValues, type Kind, say } from '@callosum/kernel';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { declare } from '../declare.ts';
import { renderScreen, specimen } from '../testing/render.tsx';
import { askedBy, MoveDialog } from './move-dialog.tsx';

afterEach(cleanup);

/** Closing it takes an amount, and notes when that is high; urgent ones are never low. */
const kind: Kind = {
  ...specimen,
  check: ({ amount, notes, urgent }: FieldValues, { state }) => {
    if (urgent === true && Number(amount ?? 0) < 5)
      return [{ at: ['urgent'], message: say`It is not urgent.`, remedy: say`Think again.` }];
    if (state !== 'closed') return [];
    if (amount === 0) return [{ at: ['amount'], message: say`Nothing is left.`, remedy: say`Measure again.` }];
    if (amount === undefined)
      return [{ at: ['amount'], message: say`Nothing was measured.`, remedy: say`Give the amount.` }];
    return Number(amount) > 10 && notes === undefined
      ? [{ at: ['notes'], message: say`That is a lot.`, remedy: say`Say why.` }]
      : [];
  },
};
const wanted = (fields: FieldValues = {}) => ({
  kind,
  move: 'close',
  record: { id: 'a', scope: 's', kind: 'specimen', number: 1, version: 1, state: 'open', withdrawn: false, fields },
});
const { registry } = declare([], []);

test('a move asks for what the rules name after it, and not for what was wrong before', () => {
  expect([...askedBy(registry, wanted()).keys()]).toEqual(['amount']);
  expect([...askedBy(registry, wanted({ amount: 3 })).keys()]).toEqual([]);
  expect([...askedBy(registry, wanted({ amount: 3, urgent: true })).keys()]).toEqual([]);
});

test('one answer may raise the next question, and nothing is sent before all are answered', async () => {
  const heard: (FieldChanges | undefined)[] = [];
  await renderScreen(<MoveDialog wanted={wanted()} onDone={(fields) => void heard.push(fields)} />);
  const submit = () => fireEvent.submit(document.querySelector('form') ?? document.body);
  const box = (name: RegExp) => screen.getByRole('textbox', { name });
  submit();
  await screen.findByText('Nothing was measured. Give the amount.');
  fireEvent.change(box(/^Amount/), { target: { value: '12' } });
  submit();
  await screen.findByText('That is a lot. Say why.');
  expect(heard).toEqual([]);
  fireEvent.change(box(/^Notes/), { target: { value: 'A long day' } });
  submit();
  expect(heard).toEqual([{ amount: 12, notes: 'A long day' }]);
});

test('what is there and does not do says at once why', async () => {
  await renderScreen(<MoveDialog wanted={wanted({ amount: 0 })} onDone={() => undefined} />);
  expect(await screen.findByText('Nothing is left. Measure again.')).toBeTruthy();
});

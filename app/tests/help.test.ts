import { ATTACHMENTS, type Field } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { registry } from '../composition.ts';

/** Fields that need no word of help, each for a reason; by name in every kind, or of one kind by “kind.field”. */
const EVIDENT: readonly { readonly why: string; readonly fields: readonly string[] }[] = [
  { why: 'What the record is: the help of its kind says so.', fields: ['title'] },
  { why: 'Who owns it, and what is due, is in the label and in the help of the kind.', fields: ['owner', 'due'] },
  {
    why: 'The label says of which day it speaks.',
    fields: [
      'approvedOn',
      'decidedOn',
      'doneOn',
      'raisedOn',
      'realisedOn',
      'takenOn',
      'signedOn',
      'performedOn',
      'foundOn',
      'assessedOn',
      'sentOn',
      'receivedOn',
      'answeredOn',
      'ranOn',
      'reportedOn',
      'reviewedOn',
      'testedOn',
      'safetyReviewedOn',
      'charter.start',
      'contract.start',
      'blackoutWindow.start',
      'blackoutWindow.finish',
      'agreement.ends',
      'trainingSession.ends',
      'improvement.begins',
    ],
  },
  { why: 'How to reach somebody or something.', fields: ['email', 'phone', 'site.address', 'trainingSession.room'] },
  { why: 'Whatever else there is to say.', fields: ['remarks', 'task.notes', 'superUser.note'] },
  {
    why: 'Statements to agree with from 1 to 5: the section says the scale, the label what is asked.',
    fields: [
      ...Array.from({ length: 10 }, (_, index) => `surveyAnswer.sus${index + 1}`),
      ...Array.from({ length: 11 }, (_, index) => `surveyAnswer.nees${index + 1}`),
      ...Array.from({ length: 12 }, (_, index) => `surveyAnswer.oric${index + 1}`),
      ...['awareness', 'desire', 'knowledge', 'ability', 'reinforcement'].map((name) => `surveyAnswer.${name}`),
    ],
  },
];

interface Asked {
  readonly name: string;
  readonly at: string;
  readonly field: Field;
}

/** What people fill in: what commands set is never asked of anybody. */
const asked: readonly Asked[] = [...registry.kinds.values()].flatMap((kind) =>
  Object.entries(kind.fields).flatMap(([name, field]) =>
    name === ATTACHMENTS || field.computed ? [] : [{ name, at: `${kind.name}.${name}`, field }],
  ),
);
const evident = EVIDENT.flatMap(({ fields }) => fields);

test('every field that people fill in says what goes in, unless that is evident', () => {
  const silent = asked.filter(
    ({ name, at, field }) => field.help === undefined && !evident.includes(name) && !evident.includes(at),
  );
  expect(silent.map(({ at }) => at)).toEqual([]);
});

test('what is called evident stands for a field without help', () => {
  const silent = asked.filter(({ field }) => field.help === undefined);
  const idle = evident.filter((one) => !silent.some(({ name, at }) => one === name || one === at));
  expect(idle).toEqual([]);
});

test('help is a sentence that says more than the label', () => {
  const poor = asked.filter(({ field: { help, label } }) => {
    if (help === undefined) return false;
    const bare = help.replace(/[.?]$/, '').toLowerCase();
    return !/^[A-Z0-9“].*[.?]$/s.test(help) || bare === label.toLowerCase() || help.length > 240;
  });
  expect(poor.map(({ at, field }) => `${at}: ${field.help}`)).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ofIssue, withSentence } from './issue.ts';
import { Problem, problemOf, Refusal } from './problem.ts';
import { fill, type Gap, keyOf, say, type Sentence, sentenceOf, verbatim } from './say.ts';

/** Texts of a template and what fills its gaps, braces and numbers in braces among them. */
const piece = fc.oneof(fc.string(), fc.constantFrom('{', '}', '{0}', '{{1}}', '{"a": 1}', '$&'));
const { sentence } = fc.letrec<{ sentence: Sentence; gap: Gap }>((tie) => ({
  sentence: fc.tuple(piece, fc.array(fc.tuple(tie('gap'), piece), { maxLength: 4 })).map(([first, rest]) => {
    const parts = [first, ...rest.map(([, part]) => part)];
    return say(Object.assign(parts, { raw: parts }), ...rest.map(([value]) => value));
  }),
  gap: fc.oneof({ maxDepth: 2 }, piece, fc.integer(), tie('sentence')),
}));

describe('a sentence', () => {
  test('reads as the template would, and so does its key filled with its values', () => {
    const who = 'Ada {0}';
    const made = say`There is no ${who}, or {1} of ${3} hide it.`;
    expect(made.text).toBe('There is no Ada {0}, or {1} of 3 hide it.');
    expect(made.key).toBe('There is no {0}, or {{1} of {1} hide it.');
    fc.assert(
      fc.property(sentence, (one) => {
        expect(fill(one.key, one.values.map(String))).toBe(one.text);
      }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1 }), fc.array(piece), (parts, values) => {
        const given = parts.slice(1).map((_, index) => values[index] ?? '');
        const text = parts.map((part, index) => (index === 0 ? '' : (given[index - 1] ?? '')) + part).join('');
        expect(fill(keyOf(parts), given)).toBe(text);
      }),
    );
  });

  test('comes back from a journey as it was, sentences within it too', () => {
    fc.assert(
      fc.property(sentence, (one) => {
        const form: ReturnType<Sentence['toJSON']> = JSON.parse(JSON.stringify(one));
        expect(sentenceOf(form)).toEqual(one);
      }),
    );
  });

  test('made of foreign words has the words for its key', () => {
    fc.assert(
      fc.property(piece, (text) => {
        expect(verbatim(text).text).toBe(text);
      }),
    );
  });

  test('can be told in an order of its own in another language', () => {
    const { values } = say`${'A'} waits for ${'B'}.`;
    expect(fill('Auf {1} wartet {0}.', values.map(String))).toBe('Auf B wartet A.');
    expect(fill('{0} und {7}', ['A'])).toBe('A und {7}');
  });
});

describe('a problem', () => {
  const problem = new Problem({
    code: 'not-found',
    message: say`There is no record ${'X'}.`,
    path: ['id'],
    remedy: say`Check the id.`,
  });

  test('is English to read, and carries what a translation needs', () => {
    expect(problem).toEqual({
      severity: 'error',
      code: 'not-found',
      message: 'There is no record X.',
      path: ['id'],
      remedy: 'Check the id.',
    });
    expect(JSON.parse(JSON.stringify(problem))).toEqual({
      severity: 'error',
      code: 'not-found',
      message: 'There is no record X.',
      path: ['id'],
      remedy: 'Check the id.',
      sentences: {
        message: { key: 'There is no record {0}.', values: ['X'] },
        remedy: { key: 'Check the id.', values: [] },
      },
    });
  });

  test('keeps its sentences when it is told of something further out, is kept, or crosses to another thread', () => {
    const outer = problemOf(problem.within('changes', 3).toJSON());
    expect(outer.path).toEqual(['changes', 3, 'id']);
    expect(outer.toJSON()).toEqual({ ...problem.toJSON(), path: ['changes', 3, 'id'] });
    const { sentences: _, ...old } = problem.toJSON();
    expect(problemOf(old)).toEqual(problem);
    expect(new Refusal([outer]).message).toBe('There is no record X. Check the id.');
  });

  test('that a schema found says what the rule says, or else the schema', () => {
    const rule = say`has more than ${3} parts`;
    expect(ofIssue(withSentence(rule))).toBe(rule);
    expect(ofIssue({ message: 'Too big' }).text).toBe('Too big');
    expect(ofIssue(undefined).text).toBe('is not valid');
  });
});

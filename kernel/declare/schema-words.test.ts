import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ofIssue } from './issue.ts';
import { rule, say } from './say.ts';

const told = (schema: z.ZodType, value: unknown): string => ofIssue(schema.safeParse(value).error?.issues[0]).text;

describe('what the library of schemas finds is told in our words', () => {
  test.each([
    [z.object({ a: z.string() }), {}, 'is needed'],
    [z.string(), 7, 'must be a text'],
    [z.number(), '7', 'must be a number'],
    [z.int(), 7.5, 'must be a whole number'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.array(z.string()), {}, 'must be a list'],
    [z.object({}), 'a', 'must be an object'],
    [z.null(), 'a', 'must be empty'],
    [z.bigint(), 'a', 'must be of the type bigint'],
    [z.enum(['a', 'b']), 'c', 'must be one of: a, b'],
    [z.literal(3), 4, 'must be 3'],
    [z.string().max(3), 'long', 'may have at most 3 characters'],
    [z.string().min(3), 'no', 'must have at least 3 characters'],
    [z.string().length(3), 'no', 'must have exactly 3 characters'],
    [z.array(z.int()).max(1), [1, 2], 'may have at most 1 entries'],
    [z.array(z.int()).min(1), [], 'must have at least 1 entries'],
    [z.number().max(3), 4, 'must be at most 3'],
    [z.number().lt(3), 3, 'must be less than 3'],
    [z.number().min(3), 2, 'must be at least 3'],
    [z.number().gt(3), 3, 'must be more than 3'],
    [z.number().multipleOf(5), 7, 'must be a multiple of 5'],
    [z.uuid(), 'a', 'must be an id (a UUID)'],
    [z.iso.date(), 'a', 'must be a date such as 2027-01-31'],
    [z.email(), 'a', 'must be an e-mail address'],
    [z.url(), 'a', 'must be an address such as https://hospital.org'],
    [z.string().regex(/^[A-Z]$/), 'a', 'must have the form /^[A-Z]$/'],
    [z.base64(), '!', 'is not in the form “base64”'],
    [z.strictObject({}), { a: 1 }, 'has a part that is not known: a'],
    [z.strictObject({}), { a: 1, b: 2 }, 'has parts that are not known: a, b'],
    [z.union([z.string(), z.number()]), true, 'is none of the forms that are understood'],
    [z.custom<string>(() => false), 1, 'is not valid'],
  ])('%#: %2$s', (schema, value, words) => {
    expect(told(schema, value)).toBe(words);
  });

  test('unless the schema has words of its own', () => {
    expect(told(z.string().min(1, rule`names nobody`), '')).toBe('names nobody');
    const { text, key } = ofIssue(
      z
        .string()
        .min(1, rule`names {nobody}`)
        .safeParse('').error?.issues[0],
    );
    expect([text, key]).toEqual(['names {nobody}', say`names {nobody}`.key]);
  });
});

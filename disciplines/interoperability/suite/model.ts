import { jsonWords } from '@callosum/hl7v2';
import { ofIssue, rule, say, type Sentence, sentenceOf } from '@callosum/kernel';
import { z } from 'zod';

export const SUITE_FORMAT = 'callosum-suite/1';

/** MSA-1 of an answer, or that none comes. */
export const ANSWERS = ['AA', 'AE', 'AR', 'CA', 'CE', 'CR', 'none'] as const;

const MOST_CASES = 500;
const MOST_CHARACTERS = 1_000_000;

const expectation = z.strictObject({
  /** The last answer that comes. */
  answer: z.enum(ANSWERS),
  /** Places of that answer and what stands there, with wildcards (`matchesPattern`). */
  reply: z.record(z.string().max(60), z.string().max(1_000)).default({}),
});

const generated = z.strictObject({
  /** Type and event, such as ADT^A01. */
  trigger: z.string().regex(/^[A-Z0-9]{3}(\^[A-Z0-9]{3})?$/),
  /** The same seed gives the same message. */
  seed: z.int().min(0).max(4_294_967_295),
  /** A version of the standard, where the interface has no profile in full. */
  version: z.string().max(10).optional(),
});

const testCase = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    /** A message as it is sent; segments may end in line feeds. */
    message: z.string().max(MOST_CHARACTERS).optional(),
    /** A message made from the profile of the interface instead. */
    generate: generated.optional(),
    expect: expectation,
  })
  .refine(({ message, generate }) => (message === undefined) !== (generate === undefined), {
    message: rule`A case has either a message or says how one is generated.`,
  });

const suite = z.strictObject({
  format: z.literal(SUITE_FORMAT),
  cases: z.array(testCase).min(1).max(MOST_CASES),
});

export type Suite = z.infer<typeof suite>;
export type TestCase = Suite['cases'][number];

/** Reads a suite. @returns where it is wrong, in a sentence, when it is. */
export function readSuite(text: string): { readonly suite: Suite } | { readonly problem: Sentence } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: sentenceOf(jsonWords(text)) };
  }
  const read = suite.safeParse(parsed);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    return { problem: place === '' ? say`At the top: ${ofIssue(issue)}` : say`${place}: ${ofIssue(issue)}` };
  }
  const names = read.data.cases.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  return twice === undefined ? { suite: read.data } : { problem: say`Two cases are called “${twice}”.` };
}

import { z } from 'zod';
import { refuse } from '../errors.ts';
import type { Result } from '../errors.ts';
import { jsonWords } from '../json-words.ts';
import { issueWords } from '../schema-words.ts';
import { say } from '../say.ts';
import type { Expression } from './expression.ts';
import { PROFILE_FORMAT } from './model.ts';
import type { Profile, StructureNode } from './model.ts';

const count = z.int().min(0).max(1_000_000_000);
const usageCode = z.enum(['R', 'RE', 'C', 'CE', 'O', 'X', 'B', 'W']);
const absent = z.enum(['pass', 'fail', 'inconclusive']);
const operator = z.enum(['EQ', 'NE', 'LT', 'LE', 'GT', 'GE']);
const values = { path: z.string(), absent, atLeastOnce: z.boolean().exactOptional() };

const expression: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['and', 'or', 'xor', 'exist', 'forall']), of: z.array(expression) }),
    z.strictObject({ kind: z.literal('not'), of: expression }),
    z.strictObject({ kind: z.literal('imply'), condition: expression, assertion: expression }),
    z.strictObject({ kind: z.literal('presence'), path: z.string() }),
    z.strictObject({ kind: z.literal('text'), text: z.string(), ignoreCase: z.boolean(), ...values }),
    z.strictObject({ kind: z.literal('list'), values: z.array(z.string()), ignoreCase: z.boolean(), ...values }),
    z.strictObject({ kind: z.literal('numbers'), values: z.array(z.number()), ...values }),
    z.strictObject({ kind: z.literal('format'), pattern: z.string(), ...values }),
    z.strictObject({ kind: z.literal('value'), operator, value: z.string(), ...values }),
    z.strictObject({
      kind: z.literal('compare'),
      left: z.string(),
      right: z.string(),
      operator,
      absent,
      leftMode: z.enum(['all', 'one']),
      rightMode: z.enum(['all', 'one']),
    }),
    z.strictObject({ kind: z.literal('sequence'), path: z.string() }),
    z.strictObject({ kind: z.literal('same'), path: z.string(), unless: z.string().exactOptional() }),
    z.strictObject({ kind: z.literal('unknown'), what: z.string() }),
  ]),
);

const condition = z.strictObject({ text: z.string(), expression });

const usage = z.strictObject({
  code: usageCode,
  whenTrue: usageCode.exactOptional(),
  whenFalse: usageCode.exactOptional(),
  condition: condition.exactOptional(),
});

const cardinality = { min: count, max: count.nullable() };

const rules = z
  .array(z.strictObject({ id: z.string(), text: z.string(), strength: z.enum(['SHALL', 'SHOULD', 'MAY']), expression }))
  .exactOptional();

const binding = z.strictObject({
  tables: z.array(z.string()),
  strength: z.enum(['R', 'S', 'U']),
  locations: z.array(z.strictObject({ code: count, system: count.exactOptional() })).exactOptional(),
});

const bound = z
  .array(
    z.strictObject({
      path: z.string(),
      ...binding.shape,
    }),
  )
  .exactOptional();

const slices = z
  .array(
    z.strictObject({
      use: z.string(),
      occurrence: count.exactOptional(),
      condition: condition.exactOptional(),
    }),
  )
  .exactOptional();

const place = { name: z.string(), path: z.string() };

const cells = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), ...place, value: z.string() }),
    z.strictObject({
      kind: z.literal('code'),
      ...place,
      code: z.string(),
      system: z.string(),
      locations: z.array(z.strictObject({ code: z.string(), system: z.string() })),
    }),
    z.strictObject({ kind: z.literal('tables'), ...place, bindings: z.array(binding) }),
  ]),
);

const row = z.strictObject({ required: z.boolean(), ...cardinality, when: cells, holds: cells });

const coConstraints = z
  .array(
    z.strictObject({
      context: z.string(),
      segment: z.string(),
      path: z.string(),
      condition: condition.exactOptional(),
      sets: z.array(z.string()),
      rows: z.array(row),
      groups: z.array(
        z.strictObject({ name: z.string(), required: z.boolean(), ...cardinality, primary: row, rows: z.array(row) }),
      ),
    }),
  )
  .exactOptional();

const element = {
  name: z.string(),
  usage,
  datatype: z.string(),
  minLength: count.exactOptional(),
  maxLength: count.exactOptional(),
  constant: z.string().exactOptional(),
  bindings: z.array(binding).exactOptional(),
  note: z.string().exactOptional(),
  deidentified: z.literal(true).exactOptional(),
};

const types = z.record(z.string(), z.string());

const structureNode: z.ZodType<StructureNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('segment'),
      names: z.array(z.string()).min(1),
      segments: z.array(z.string()).min(1),
      usage,
      ...cardinality,
      slices,
      note: z.string().exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('group'),
      name: z.string(),
      usage,
      ...cardinality,
      note: z.string().exactOptional(),
      children: z.array(structureNode),
      rules,
      bindings: bound,
    }),
  ]),
);

const profile: z.ZodType<Profile> = z.strictObject({
  format: z.literal(PROFILE_FORMAT),
  name: z.string(),
  version: z.string(),
  source: z.string(),
  messages: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      event: z.string(),
      structure: z.string(),
      children: z.array(structureNode),
      rules,
      bindings: bound,
      coConstraints,
    }),
  ),
  segments: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      description: z.string(),
      fields: z.array(z.strictObject({ ...element, ...cardinality, slices })),
      dynamic: z
        .array(
          z.strictObject({
            field: count,
            reference: count,
            types: types.exactOptional(),
            second: z.strictObject({ reference: count, types }).exactOptional(),
          }),
        )
        .exactOptional(),
      rules,
      bindings: bound,
    }),
  ),
  datatypes: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      description: z.string(),
      components: z.array(z.strictObject(element)),
      rules,
      bindings: bound,
    }),
  ),
  tables: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      description: z.string(),
      extensible: z.boolean(),
      codes: z.array(
        z.strictObject({
          value: z.string(),
          text: z.string(),
          system: z.string().exactOptional(),
          excluded: z.boolean().exactOptional(),
          pattern: z.string().exactOptional(),
        }),
      ),
    }),
  ),
});

/** Reads a profile that {@link writeProfile} wrote. */
export function readProfile(text: string): Result<Profile> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return refuse('profile-malformed', jsonWords(text));
  }
  try {
    const read = profile.safeParse(data);
    if (read.success) return { ok: true, value: read.data };
    const [issue] = read.error.issues;
    return refuse('profile-malformed', issue && issueWords(issue));
  } catch (error) {
    // Groups within groups without end use up the stack.
    if (error instanceof RangeError) return refuse('profile-malformed', say`It is nested too deep.`);
    throw error;
  }
}

/** A profile as text, to be kept and read again. */
export function writeProfile(profile: Profile): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}

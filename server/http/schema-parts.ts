/** As much of a JSON Schema as is told to people. */
interface SchemaLike {
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly items?: SchemaLike | boolean | undefined;
  readonly properties?: Readonly<Record<string, SchemaLike | boolean>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly anyOf?: readonly (SchemaLike | boolean)[] | undefined;
  readonly oneOf?: readonly (SchemaLike | boolean)[] | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** A value within a request or an answer. */
export interface Part {
  /** `hits[].record.id` */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly about: string;
}

/** Deeper values are told by their type alone. */
const DEEPEST = 4;
const LARGEST = Number.MAX_SAFE_INTEGER;

/** A schema as lines of a table: the value itself when it has a name, then what is in it. */
export function partsOf(schema: unknown, name = '', required = true, depth = 0): Part[] {
  if (!isSchema(schema)) {
    return name === '' ? [] : [{ name, type: 'any JSON', required, about: '' }];
  }
  const own = name === '' ? [] : [{ name, type: typeOf(schema), required, about: aboutOf(schema) }];
  if (depth >= DEEPEST) return own;
  const [inner, at] = innerOf(schema, name);
  const needed = new Set(inner?.required);
  const members = Object.entries(inner?.properties ?? {}).flatMap(([key, value]) =>
    partsOf(value, at === '' ? key : `${at}.${key}`, needed.has(key), depth + 1),
  );
  if (own.length === 0 && members.length === 0) {
    return [{ name: 'the whole', type: typeOf(schema), required, about: aboutOf(schema) }];
  }
  return [...own, ...members];
}

function isSchema(value: unknown): value is SchemaLike {
  return typeof value === 'object' && value !== null;
}

/** The object whose members are told: itself, what a list holds, or what is there when it is not null. */
function innerOf(schema: SchemaLike, name: string): readonly [SchemaLike | undefined, string] {
  if (schema.properties) return [schema, name];
  const { items } = schema;
  if (typeof items === 'object') return innerOf(items, `${name}[]`);
  const choices = (schema.anyOf ?? schema.oneOf ?? []).filter(
    (one): one is SchemaLike => typeof one === 'object' && one.type !== 'null',
  );
  return choices.length === 1 && choices[0] ? innerOf(choices[0], name) : [undefined, name];
}

function typeOf(schema: SchemaLike | boolean): string {
  if (typeof schema === 'boolean') return 'any JSON';
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type ?? 'any JSON');
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

function aboutOf(schema: SchemaLike): string {
  const { description, minimum, maximum, minLength, maxLength } = schema;
  const least = minimum ?? minLength;
  const most = maximum ?? maxLength;
  const unit = minLength === undefined && maxLength === undefined ? '' : ' characters';
  return [
    description,
    least !== undefined && least > -LARGEST ? `at least ${least}${unit}` : undefined,
    most !== undefined && most < LARGEST ? `at most ${most}${unit}` : undefined,
    schema.default === undefined ? undefined : `${JSON.stringify(schema.default)} when left out`,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

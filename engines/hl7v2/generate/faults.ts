import { checkAgainst } from '../check/message.ts';
import { placeSegments } from '../check/place.ts';
import type { GroupInstance, PlacedSegment } from '../check/place.ts';
import { effectiveUsage } from '../check/context.ts';
import { segmentAt } from '../check/slices.ts';
import type { FieldProfile, Profile } from '../profile/model.ts';
import type { Message } from '../syntax/message.ts';
import { clearAt, fieldAt, messageFrom, setAt } from './draft.ts';
import type { Draft, Spot } from './draft.ts';
import { drafts } from './generate.ts';
import type { GenerateOptions } from './generate.ts';
import type { Making } from './build.ts';
import { createRandom } from './random.ts';

/** What may be planted. */
export const FAULTS = [
  'segment-missing',
  'segment-unknown',
  'segment-twice',
  'required-missing',
  'not-supported',
  'too-many-repetitions',
  'too-long',
  'wrong-format',
  'wrong-constant',
  'code-unknown',
] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Faulty {
  readonly message: Message;
  readonly kind: FaultKind;
  /** Where the fault is: `PID-3`, or the name of a segment. */
  readonly path: string;
}

/** A way to make a message wrong. */
interface Chance {
  readonly kind: FaultKind;
  readonly path: string;
  readonly plant: (draft: Draft) => void;
}

/**
 * Makes messages that fit a profile but for one fault each. Kinds take turns; one that a message has no place for is passed over.
 */
export function* generateFaulty(profile: Profile, options: GenerateOptions): Generator<Faulty> {
  const random = createRandom(options.seed ^ 0x5eed);
  for (const { draft, making } of drafts(profile, options)) {
    const chances = chancesIn(draft, making);
    const kinds = FAULTS.filter((kind) => chances.some((chance) => chance.kind === kind));
    const kind = kinds[making.number % Math.max(1, kinds.length)];
    const chance = random.pick(chances.filter((one) => one.kind === kind));
    if (
      !chance ||
      checkAgainst(messageFrom(draft), making.message, profile, 'profile').some(({ severity }) => severity === 'error')
    )
      continue;
    chance.plant(draft);
    yield { message: messageFrom(draft), kind: chance.kind, path: chance.path };
  }
}

function chancesIn(draft: Draft, making: Making): readonly Chance[] {
  const { root } = placeSegments(messageFrom(draft).segments, making.message);
  const chances: Chance[] = [
    {
      kind: 'segment-unknown',
      path: 'QQQ',
      plant: (all) => void all.push({ name: 'QQQ', profile: '', fields: [[], [[['x']]]] }),
    },
  ];
  inGroup(root, true, chances, making);
  return chances;
}

/** @param alone the group occurs once, so that a segment which is missing or extra cannot be taken for another group */
function inGroup(instance: GroupInstance, alone: boolean, chances: Chance[], making: Making): void {
  const isRoot = !('kind' in instance.model);
  for (const [at, parts] of instance.parts.entries()) {
    const child = instance.model.children[at];
    for (const [index, part] of parts.entries()) {
      if (!('node' in part)) inGroup(part, alone && child?.max === 1, chances, making);
      else {
        // The first segment of a group begins another group, and without its only segment a group is not there.
        const settled = isRoot || at > 0;
        inSegment(part, index + 1, alone && settled, chances, making);
      }
    }
  }
}

function inSegment(part: PlacedSegment, occurrence: number, alone: boolean, chances: Chance[], making: Making): void {
  const { node, model } = part;
  const { segmentName: name, position } = node;
  const isOnly = node.message.segmentsNamed(name).length === 1;
  if (name !== 'MSH' && alone && isOnly && model.usage.code === 'R') {
    chances.push({ kind: 'segment-missing', path: name, plant: (draft) => void draft.splice(position - 1, 1) });
  }
  if (name !== 'MSH' && alone && isOnly && model.max === 1) {
    chances.push({
      kind: 'segment-twice',
      path: name,
      plant: (draft) => void draft.splice(position, 0, ...structuredClone(draft.slice(position - 1, position))),
    });
  }
  const profile = segmentAt(model, node, occurrence, making.profile);
  for (const [at, field] of (profile?.fields ?? []).entries()) {
    if (name === 'MSH' && (at < 2 || at === 8)) continue;
    const isDynamic = profile?.dynamic?.some((one) => one.field === at + 1 || one.reference === at + 1) ?? false;
    const spot = { segment: position, field: at + 1, repetition: 1 };
    const found = node.child(at + 1);
    const isThere = found !== undefined && !found.isEmpty;
    const { code } = effectiveUsage(field.usage, node);
    const path = `${name}-${at + 1}`;
    if (code === 'R' && isThere)
      chances.push({ kind: 'required-missing', path, plant: (draft) => void (fieldAt(draft, spot).length = 0) });
    if (code === 'X' && !isThere)
      chances.push({ kind: 'not-supported', path, plant: (draft) => setAt(draft, spot, 'x') });
    if (isThere && !isDynamic) chances.push(...inField(spot, path, field, making));
  }
}

const WRONG: Readonly<Record<string, string>> = {
  DT: '20261301',
  TM: '2575',
  DTM: '20261301',
  TS: '20261301',
  NM: '1,5x',
  SI: '-1',
};

function inField(spot: Spot, path: string, field: FieldProfile, { profile }: Making): readonly Chance[] {
  const chances: Chance[] = [];
  const { max, maxLength, constant, bindings } = field;
  if (max !== null && max > 0 && max < 20) {
    chances.push({
      kind: 'too-many-repetitions',
      path,
      plant: (draft) => {
        const all = fieldAt(draft, spot);
        while (all.length <= max) all.push(structuredClone(all[0] ?? []));
      },
    });
  }
  const type = profile.datatypes[field.datatype];
  if (type && type.components.length > 0) return chances;
  const set =
    (value: string) =>
    (draft: Draft): void => {
      clearAt(draft, spot);
      setAt(draft, spot, value);
    };
  const text = ['ST', 'TX', 'FT', 'IS', 'ID'].includes(type?.name ?? '');
  if (maxLength !== undefined && maxLength < 5_000 && text)
    chances.push({ kind: 'too-long', path, plant: set('x'.repeat(maxLength + 1)) });
  const wrong = WRONG[type?.name ?? ''];
  if (wrong !== undefined) chances.push({ kind: 'wrong-format', path, plant: set(wrong) });
  if (constant !== undefined)
    chances.push({ kind: 'wrong-constant', path, plant: set(`not ${constant}`.slice(0, maxLength ?? 200)) });
  const table = bindings?.find(
    ({ strength, locations, tables }) =>
      strength === 'R' && !locations && tables.every((name) => isClosed(profile, name)),
  );
  if (table) chances.push({ kind: 'code-unknown', path, plant: set('?!') });
  return chances;
}

function isClosed(profile: Profile, name: string): boolean {
  const table = profile.tables[name];
  return table !== undefined && !table.extensible && table.codes.length > 0;
}

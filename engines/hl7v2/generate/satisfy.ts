import { evaluate } from '../profile/evaluate.ts';
import type { Expression } from '../profile/expression.ts';
import { instancesAt, parseSteps, textOf } from '../profile/values.ts';
import type { Instance } from '../profile/values.ts';
import type { Node } from '../syntax/node.ts';
import type { Making } from './build.ts';
import { clearAt, fieldAt, setAt } from './draft.ts';
import type { Draft, Spot } from './draft.ts';
import { sampleOf } from './pattern-sample.ts';

export interface Place {
  readonly instance: Instance;
  readonly occurrence: number;
  readonly draft: Draft;
  readonly making: Making;
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

/** Changes a draft so that an expression holds, or does not. @returns whether anything was changed. */
export function satisfy(expression: Expression, wanted: boolean, place: Place): boolean {
  switch (expression.kind) {
    case 'and':
    case 'forall':
      return wanted ? everyOne(expression.of, true, place) : oneOf(expression.of, false, place);
    case 'or':
    case 'exist':
    case 'xor':
      return wanted ? oneOf(expression.of, true, place) : everyOne(expression.of, false, place);
    case 'not':
      return satisfy(expression.of, !wanted, place);
    case 'imply':
      return wanted && implied(expression, place);
    case 'presence':
      return wanted ? put(expression.path, 'X', place) : wipe(expression.path, place);
    case 'text':
      return value(expression, wanted, expression.text, place);
    case 'list':
      return value(expression, wanted, place.making.random.pick(expression.values), place);
    case 'numbers':
      return value(expression, wanted, String(expression.values[0] ?? 0), place);
    case 'format':
      return value(expression, wanted, sampleOf(expression.pattern, place.making.random), place);
    case 'value':
      return value(expression, wanted, expression.value, place);
    case 'sequence':
      return put(expression.path, String(place.occurrence), place);
    case 'compare':
      return wanted && equal(expression, place);
    case 'same':
      return wanted && alike(expression, place);
    default:
      return false;
  }
}

/** Copies a field of the first segment that has it to the others. */
function alike({ path, unless }: Of<'same'>, { draft }: Place): boolean {
  const [name, position] = path.split('-');
  const field = Number(position);
  const except = Number(unless?.split('-')[1] ?? 0);
  const all = draft.filter(
    (one) => one.name === name && (one.fields[field]?.length ?? 0) > 0 && !one.fields[except]?.length,
  );
  const [first, ...others] = all;
  for (const one of others) one.fields[field] = structuredClone(first?.fields[field] ?? []);
  return others.length > 0;
}

function everyOne(of: readonly Expression[], wanted: boolean, place: Place): boolean {
  return of
    .filter((one) => !holds(one, wanted, place))
    .map((one) => satisfy(one, wanted, place))
    .includes(true);
}

/** Begins anywhere, because rules may be at odds over one way and not over another. */
function oneOf(of: readonly Expression[], wanted: boolean, place: Place): boolean {
  const first = place.making.random.below(of.length);
  return [...of.slice(first), ...of.slice(0, first)].some((one) => satisfy(one, wanted, place));
}

function implied({ condition, assertion }: Of<'imply'>, place: Place): boolean {
  const assert = (): boolean => satisfy(assertion, true, place);
  const avoid = (): boolean => satisfy(condition, false, place);
  return place.making.random.chance(AVOIDED) ? avoid() || assert() : assert() || avoid();
}

/** How often a rule is kept by letting its condition fail. */
const AVOIDED = 0.25;

function holds(expression: Expression, wanted: boolean, { instance, occurrence }: Place): boolean {
  const verdict = evaluate(expression, instance, occurrence);
  return 'holds' in verdict && verdict.holds === wanted;
}

function value(
  { path, absent }: Of<'text' | 'list' | 'numbers' | 'format' | 'value'>,
  wanted: boolean,
  right: string | undefined,
  place: Place,
): boolean {
  if (wanted) return right !== undefined && put(path, right, place);
  // Nothing at all is not the value, unless nothing counts as right.
  return absent === 'pass' ? put(path, 'Other', place) : wipe(path, place);
}

/** Makes both sides equal by copying the one that is there. */
function equal({ left, right, operator }: Of<'compare'>, place: Place): boolean {
  if (operator !== 'EQ') return false;
  const [from] = instancesAt(place.instance, left) ?? [];
  const [to] = instancesAt(place.instance, right) ?? [];
  if (from) return copy(right, from, place);
  return to ? copy(left, to, place) : false;
}

/** Sets every place that a path leads to. @returns whether it leads to any */
export function put(path: string, text: string, { instance, draft }: Pick<Place, 'instance' | 'draft'>): boolean {
  const spots = spotsOf(instance, path);
  for (const spot of spots) setAt(draft, spot, text);
  return spots.length > 0;
}

/** Sets a place to what stands in another, with its parts. */
function copy(path: string, from: Instance, { instance, draft }: Place): boolean {
  if ('parts' in from) return false;
  const spots = spotsOf(instance, path);
  for (const spot of spots) {
    if (spot.component === undefined && from.depth === 2) {
      setAt(draft, spot, '');
      fieldAt(draft, spot)[spot.repetition - 1] = from.children.map((part) => part.children.map((one) => one.value));
    } else if (spot.component !== undefined && spot.subcomponent === undefined && from.depth === 3) {
      setAt(draft, spot, '');
      fieldAt(draft, spot)[spot.repetition - 1]?.splice(
        spot.component - 1,
        1,
        from.children.map((one) => one.value),
      );
    } else setAt(draft, spot, textOf(from));
  }
  return spots.length > 0;
}

function wipe(path: string, { instance, draft }: Place): boolean {
  const spots = spotsOf(instance, path);
  for (const spot of spots.toReversed()) clearAt(draft, spot);
  return spots.length > 0;
}

/** Where a path leads, whether there is something already or not; a segment has to be there. */
function spotsOf(instance: Instance, path: string): readonly Spot[] {
  const steps = parseSteps(path) ?? [];
  let places: readonly { readonly instance: Instance; readonly rest: typeof steps }[] = [{ instance, rest: steps }];
  while (places.some((place) => 'parts' in place.instance && place.rest.length > 0)) {
    places = places.flatMap((place) => {
      const [first, ...rest] = place.rest;
      if (!('parts' in place.instance) || !first) return [place];
      const at = `${first.position}[${first.occurrence ?? '*'}]`;
      return (instancesAt(place.instance, at) ?? []).map((one) => ({ instance: one, rest }));
    });
  }
  return places.flatMap((place) => ('parts' in place.instance ? [] : spotFrom(place.instance, place.rest)));
}

function spotFrom(node: Node, rest: NonNullable<ReturnType<typeof parseSteps>>): readonly Spot[] {
  const numbers: number[] = [];
  for (let one: Node | undefined = node; one; one = one.parent) numbers.unshift(one.position);
  const steps = [...rest];
  if (node.depth === 0) {
    const first = steps.shift();
    if (!first) return [];
    const count = node.child(first.position)?.children.length ?? 0;
    const all =
      first.occurrence === undefined
        ? Array.from({ length: Math.max(1, count) }, (_, at) => at + 1)
        : [first.occurrence];
    return all.map((repetition) =>
      spotAt([...numbers, first.position, repetition, ...steps.map(({ position }) => position)]),
    );
  }
  return [spotAt([...numbers, ...steps.map(({ position }) => position)])];
}

function spotAt([segment = 1, field = 1, repetition = 1, component, subcomponent]: readonly number[]): Spot {
  return {
    segment,
    field,
    repetition,
    ...(component === undefined ? {} : { component }),
    ...(subcomponent === undefined ? {} : { subcomponent }),
  };
}

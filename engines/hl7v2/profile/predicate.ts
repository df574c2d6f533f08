import type { Expression } from './expression.ts';
import type { Condition, StructureNode } from './model.ts';
import { parseSteps, type Step } from './values.ts';

/** What a line of a predicate asks of a place. */
export const PREDICATE_TESTS = ['valued', 'notValued', 'oneOf', 'noneOf'] as const;

/** One line of a predicate: `PV1-19 is valued`, `OBX-2 is one of NM, SN`. */
export interface PredicateLine {
  /** As people write it: `PV1-19`, `PID-3[1].4`, for a segment or a group its name. */
  readonly place: string;
  readonly test: (typeof PREDICATE_TESTS)[number];
  /** For `oneOf` and `noneOf`; nothing for the others. */
  readonly values: readonly string[];
}

/** The condition of C(a/b) as people put one together: lines of which all have to be so, or one is enough. */
export interface Predicate {
  readonly join: 'all' | 'any';
  readonly lines: readonly PredicateLine[];
}

/**
 * Where a predicate stands, which decides the places that it can speak of: a field speaks of its segment (`PID`), a component of
 * its field (`PID-3`), a subcomponent of its component (`PID-3.4`), a segment or a group of what stands beside it and within that.
 */
export type PredicateStand = { readonly at: string } | { readonly beside: readonly StructureNode[] };

/** Why a predicate cannot be, and in which of its lines, from 0. */
export interface PredicateFault {
  readonly line: number;
  readonly fault: 'lines' | 'place' | 'values';
}

/**
 * A predicate as a condition that can be evaluated, with its text in English as conformance profiles write predicates (HL7 v2.8
 * chapter 2.B.7.6: `PV1-19 is valued`); or what is wrong with it: no lines, a place that is none here, values left out.
 */
export function conditionOf({ join, lines }: Predicate, stand: PredicateStand): Condition | PredicateFault {
  if (lines.length === 0) return { line: 0, fault: 'lines' };
  const parts: Expression[] = [];
  for (const [line, { place, test, values }] of lines.entries()) {
    const path = pathOf(place, stand);
    if (path === undefined) return { line, fault: 'place' };
    if (hasValues(test) && values.length === 0) return { line, fault: 'values' };
    parts.push(expressionOf(path, test, values));
  }
  const [only] = parts;
  const expression: Expression = only && parts.length === 1 ? only : { kind: join === 'all' ? 'and' : 'or', of: parts };
  return { text: lines.map((line) => lineText(line)).join(join === 'all' ? ' and ' : ' or '), expression };
}

/** Whether a test asks for values. */
export function hasValues(test: PredicateLine['test']): boolean {
  return test === 'oneOf' || test === 'noneOf';
}

/** The predicate that a condition is; undefined where it says what lines cannot, such as a pattern or a comparison of two places. */
export function predicateOf({ expression }: Condition, stand: PredicateStand): Predicate | undefined {
  const isAny = expression.kind === 'or' || expression.kind === 'exist';
  const isSeveral = isAny || expression.kind === 'and' || expression.kind === 'forall';
  const parts = isSeveral && !lineOf(expression, stand) ? expression.of : [expression];
  const lines = parts.map((part) => lineOf(part, stand));
  const all = lines.filter((line) => line !== undefined);
  return all.length === lines.length && all.length > 0 ? { join: isAny ? 'any' : 'all', lines: all } : undefined;
}

function expressionOf(path: string, test: PredicateLine['test'], values: readonly string[]): Expression {
  const presence: Expression = { kind: 'presence', path };
  const list: Expression = { kind: 'list', path, values, ignoreCase: false, absent: 'fail', atLeastOnce: true };
  switch (test) {
    case 'valued':
      return presence;
    case 'notValued':
      return { kind: 'not', of: presence };
    case 'oneOf':
      return list;
    case 'noneOf':
      return { kind: 'not', of: list };
  }
}

function lineText({ place, test, values }: PredicateLine): string {
  const several = values.length > 1;
  switch (test) {
    case 'valued':
      return `${place} is valued`;
    case 'notValued':
      return `${place} is not valued`;
    case 'oneOf':
      return `${place} is ${several ? 'one of ' : ''}${values.join(', ')}`;
    case 'noneOf':
      return `${place} is ${several ? 'none of' : 'not'} ${values.join(', ')}`;
  }
}

function lineOf(expression: Expression, stand: PredicateStand): PredicateLine | undefined {
  const isDenied = expression.kind === 'not';
  const asked = guarded(isDenied ? expression.of : expression);
  if (asked.kind === 'presence') {
    const place = placeOf(asked.path, stand);
    return place === undefined ? undefined : { place, test: isDenied ? 'notValued' : 'valued', values: [] };
  }
  const values = asked.kind === 'list' ? asked.values : asked.kind === 'text' ? [asked.text] : undefined;
  if (!values || (asked.kind !== 'list' && asked.kind !== 'text')) return undefined;
  // What an absent value means, and whether one of many is enough, is the same for all lines.
  const isOrdinary = !asked.ignoreCase && asked.absent === 'fail' && (asked.atLeastOnce ?? isSingle(asked.path));
  const place = isOrdinary ? placeOf(asked.path, stand) : undefined;
  return place === undefined ? undefined : { place, test: isDenied ? 'noneOf' : 'oneOf', values };
}

/** Bundles say “it is there, and it is X”, where X alone would do for what is absent: the same as X that fails for it. */
function guarded(expression: Expression): Expression {
  if (expression.kind !== 'and') return expression;
  const [guard, asked, ...more] = expression.of;
  if (guard?.kind !== 'presence' || !asked || more.length > 0) return expression;
  if (asked.kind === 'presence') return asked.path === guard.path ? asked : expression;
  const isGuarded =
    (asked.kind === 'text' || asked.kind === 'list') && asked.absent === 'pass' && asked.path === guard.path;
  return isGuarded ? { ...asked, absent: 'fail' } : expression;
}

/** Whether a path leads to one value at most, so that “all” and “one” are the same. */
function isSingle(path: string): boolean {
  return parseSteps(path)?.every(({ occurrence }) => occurrence !== undefined) ?? false;
}

const FIELD = /^-(\d{1,5})(?:\[(\d{1,6})\])?((?:\.\d{1,5}){0,2})$/;
const PARTS = /^(?:\.\d{1,5}){1,2}$/;

/** The path of a place as rules write it, from where the predicate stands; undefined when there is no such place. */
function pathOf(place: string, stand: PredicateStand): string | undefined {
  if ('beside' in stand) {
    const [name = ''] = place.split('-');
    const way = wayTo(name, stand.beside);
    if (!way) return undefined;
    const field = place.slice(name.length);
    const steps = way.positions.map((position) => `${position}[*]`).join('.');
    if (field === '') return steps;
    const inSegment = way.node.kind === 'segment' ? fieldPath(field) : undefined;
    return inSegment === undefined ? undefined : `${steps}.${inSegment}`;
  }
  const { at } = stand;
  if (!place.startsWith(at)) return undefined;
  const rest = place.slice(at.length);
  if (!at.includes('-')) return fieldPath(rest);
  return PARTS.test(rest) && depthOf(place) <= DEEPEST ? partPath(rest) : undefined;
}

/** Levels of a place: field, component, subcomponent. */
const DEEPEST = 3;
const depthOf = (place: string): number => place.split(/[-.]/).length - 1;

function fieldPath(field: string): string | undefined {
  const [whole, position, repetition = '*', parts = ''] = FIELD.exec(field) ?? [];
  if (whole === undefined || Number(position) === 0 || repetition === '0') return undefined;
  return parts === '' ? `${position}[${repetition}]` : `${position}[${repetition}].${partPath(parts)}`;
}

const partPath = (parts: string): string =>
  parts
    .slice(1)
    .split('.')
    .map((part) => `${part}[1]`)
    .join('.');

interface Way {
  readonly positions: readonly number[];
  readonly node: StructureNode;
}

/** The first segment or group of a name, among nodes and within them. */
function wayTo(name: string, nodes: readonly StructureNode[]): Way | undefined {
  for (const [at, node] of nodes.entries()) {
    if (node.kind === 'group' ? node.name === name : node.names.includes(name)) return { positions: [at + 1], node };
    const inner = node.kind === 'group' ? wayTo(name, node.children) : undefined;
    if (inner) return { ...inner, positions: [at + 1, ...inner.positions] };
  }
  return undefined;
}

/** The place of a path as people write it; undefined where only the path itself can say it. */
function placeOf(path: string, stand: PredicateStand): string | undefined {
  const steps = parseSteps(path);
  if (!steps || steps.length === 0) return undefined;
  const place = 'beside' in stand ? placeBeside(steps, stand.beside) : `${stand.at}${placeWithin(steps, stand.at)}`;
  // Only what leads back to the same values is shown as such.
  const back = place === undefined ? undefined : pathOf(place, stand);
  return back !== undefined && isSamePath(parseSteps(back), steps, stand) ? place : undefined;
}

function placeWithin(steps: readonly Step[], at: string): string {
  return steps
    .map(({ position, occurrence }, depth) => {
      if (depth > 0 || at.includes('-')) return `.${position}`;
      return `-${position}${occurrence === undefined ? '' : `[${occurrence}]`}`;
    })
    .join('');
}

function placeBeside(steps: readonly Step[], nodes: readonly StructureNode[]): string | undefined {
  const [first, ...rest] = steps;
  const node = first && nodes[first.position - 1];
  if (!node) return undefined;
  if (node.kind === 'group') return rest.length === 0 ? node.name : placeBeside(rest, node.children);
  const [name = ''] = node.names;
  return rest.length === 0 ? name : `${name}${placeWithin(rest, name)}`;
}

/** Whether two paths mean the same values: a component is there once, and so is what may be there once. */
function isSamePath(a: readonly Step[] | undefined, b: readonly Step[], stand: PredicateStand): boolean {
  if (a?.length !== b.length) return false;
  let nodes: readonly StructureNode[] | undefined = 'beside' in stand ? stand.beside : undefined;
  let within = 'at' in stand ? depthOf(stand.at) : 0;
  return b.every(({ position, occurrence }, step) => {
    const other = a[step];
    const node: StructureNode | undefined = nodes?.[position - 1];
    nodes = node?.kind === 'group' ? node.children : undefined;
    if (!node) within += 1;
    // From the component on there is one of each.
    const isOne = node ? node.max === 1 : within > 1;
    return other?.position === position && (other.occurrence === occurrence || (isOne && (occurrence ?? 1) === 1));
  });
}

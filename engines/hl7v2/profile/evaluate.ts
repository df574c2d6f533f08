import { matcherOf } from '../pattern/match.ts';
import { say, type Said } from '../say.ts';
import type { Absent, Expression, Operator } from './expression.ts';
import { instancesAt, textOf } from './values.ts';
import type { Instance } from './values.ts';

/** Whether something is so; “unknown” with the reason why nobody can tell. */
export type Verdict = { readonly holds: boolean } | { readonly unknown: Said };

const YES: Verdict = { holds: true };
const NO: Verdict = { holds: false };

/**
 * Evaluates a condition or an assertion about a part of a message.
 * @param occurrence which one of its kind the part is, from 1
 */
export function evaluate(expression: Expression, context: Instance, occurrence = 1): Verdict {
  switch (expression.kind) {
    case 'and':
    case 'forall':
      return all(expression.of, context, occurrence);
    case 'or':
    case 'exist':
      return any(expression.of, context, occurrence);
    case 'xor':
      return either(expression.of, context, occurrence);
    case 'not':
      return negate(evaluate(expression.of, context, occurrence));
    case 'imply':
      return imply(expression.condition, expression.assertion, context, occurrence);
    case 'presence':
      return withValues(expression.path, context, ({ length }) => verdict(length > 0));
    case 'text':
      return judgeValues(expression, context, (value) => verdict(same(value, expression.text, expression.ignoreCase)));
    case 'list':
      return judgeValues(expression, context, (value) =>
        verdict(expression.values.some((one) => same(value, one, expression.ignoreCase))),
      );
    case 'numbers':
      return judgeValues(expression, context, (value) => verdict(expression.values.includes(Number(value))));
    case 'format':
      return judgeValues(expression, context, (value) => matches(value, expression.pattern));
    case 'value':
      return judgeValues(expression, context, (value) =>
        verdict(compares(value, expression.operator, expression.value)),
      );
    case 'compare':
      return compare(expression, context);
    case 'sequence':
      return withValues(expression.path, context, (values) =>
        verdict(values.every((value) => Number(value) === occurrence)),
      );
    case 'same':
      return sameEverywhere(expression.path, expression.unless, context);
    case 'unknown':
      return { unknown: say`${expression.what}` };
  }
}

function verdict(holds: boolean): Verdict {
  return holds ? YES : NO;
}

function negate(one: Verdict): Verdict {
  return 'unknown' in one ? one : verdict(!one.holds);
}

/** The first that does not hold decides, also beside one that is unknown. */
function all(of: readonly Expression[], context: Instance, occurrence: number): Verdict {
  const verdicts = of.map((one) => evaluate(one, context, occurrence));
  return verdicts.find((one) => 'holds' in one && !one.holds) ?? verdicts.find((one) => 'unknown' in one) ?? YES;
}

function any(of: readonly Expression[], context: Instance, occurrence: number): Verdict {
  const verdicts = of.map((one) => evaluate(one, context, occurrence));
  return verdicts.find((one) => 'holds' in one && one.holds) ?? verdicts.find((one) => 'unknown' in one) ?? NO;
}

function either(of: readonly Expression[], context: Instance, occurrence: number): Verdict {
  const verdicts = of.map((one) => evaluate(one, context, occurrence));
  const unknown = verdicts.find((one) => 'unknown' in one);
  return unknown ?? verdict(verdicts.filter((one) => 'holds' in one && one.holds).length === 1);
}

function imply(when: Expression, then: Expression, context: Instance, occurrence: number): Verdict {
  const condition = evaluate(when, context, occurrence);
  if ('unknown' in condition) return condition;
  return condition.holds ? evaluate(then, context, occurrence) : YES;
}

function withValues(path: string, context: Instance, judge: (values: readonly string[]) => Verdict): Verdict {
  const found = instancesAt(context, path);
  return found ? judge(found.map((one) => textOf(one))) : { unknown: say`“${path}” is not a path.` };
}

interface OfValues {
  readonly path: string;
  readonly absent: Absent;
  readonly atLeastOnce?: boolean;
}

function judgeValues(
  { path, absent, atLeastOnce }: OfValues,
  context: Instance,
  judge: (value: string) => Verdict,
): Verdict {
  return withValues(path, context, (values) => {
    if (values.length === 0) return ofAbsent(absent, path);
    const verdicts = values.map((value) => judge(value));
    const decisive = verdicts.find((one) => 'holds' in one && one.holds === (atLeastOnce ?? false));
    return decisive ?? verdicts.find((one) => 'unknown' in one) ?? verdict(!atLeastOnce);
  });
}

function ofAbsent(absent: Absent, path: string): Verdict {
  return absent === 'inconclusive' ? { unknown: say`There is no value at ${path}.` } : verdict(absent === 'pass');
}

function same(a: string, b: string, ignoreCase: boolean): boolean {
  return ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b;
}

function matches(value: string, pattern: string): Verdict {
  const matcher = matcherOf(pattern);
  if (typeof matcher === 'string') return { unknown: say`The pattern ${pattern} cannot be used: ${matcher}` };
  const found = matcher(value);
  return found === undefined ? { unknown: say`The value is too long for the pattern ${pattern}.` } : verdict(found);
}

function compares(left: string, operator: Operator, right: string): boolean {
  const order = orderOf(left, right);
  switch (operator) {
    case 'EQ':
      return order === 0;
    case 'NE':
      return order !== 0;
    case 'LT':
      return order < 0;
    case 'LE':
      return order <= 0;
    case 'GT':
      return order > 0;
    case 'GE':
      return order >= 0;
  }
}

/** Numbers by their size; everything else, moments included, by its characters. */
function orderOf(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  const areNumbers = left.trim() !== '' && right.trim() !== '' && Number.isFinite(a) && Number.isFinite(b);
  if (areNumbers) return a - b;
  return left === right ? 0 : left < right ? -1 : 1;
}

function compare(
  { left, right, operator, absent, leftMode, rightMode }: Extract<Expression, { kind: 'compare' }>,
  context: Instance,
): Verdict {
  const lefts = instancesAt(context, left);
  const rights = instancesAt(context, right);
  if (!lefts || !rights) return { unknown: say`“${lefts ? right : left}” is not a path.` };
  // What is absent on both sides is equal.
  if (lefts.length === 0 && rights.length === 0) return YES;
  if (lefts.length === 0 || rights.length === 0) return ofAbsent(absent, lefts.length === 0 ? left : right);
  const holds = (a: Instance): boolean => {
    const test = (b: Instance): boolean => compares(textOf(a), operator, textOf(b));
    return rightMode === 'all' ? rights.every(test) : rights.some(test);
  };
  return verdict(leftMode === 'all' ? lefts.every(holds) : lefts.some(holds));
}

/** Values of a field over all segments of a message: `OBX-17`. */
function sameEverywhere(path: string, unless: string | undefined, context: Instance): Verdict {
  const node = firstNode(context);
  const [segment = '', field = ''] = path.split('-');
  const values = new Set<string>();
  for (const one of node?.message.segmentsNamed(segment) ?? []) {
    if (unless !== undefined && !(one.child(Number(unless.split('-')[1]))?.isEmpty ?? true)) continue;
    const value = one.child(Number(field));
    if (value && !value.isEmpty) values.add(value.raw);
  }
  return verdict(values.size <= 1);
}

function firstNode(instance: Instance): Exclude<Instance, { parts: unknown }> | undefined {
  if (!('parts' in instance)) return instance;
  for (const placed of instance.parts.flat()) {
    const node = 'node' in placed ? placed.node : firstNode(placed);
    if (node) return node;
  }
  return undefined;
}

import type { ComponentProfile, DatatypeProfile, DynamicType, FieldProfile, SegmentProfile } from '../profile/model.ts';
import { MAX_PARTS } from '../syntax/node.ts';
import type { Node } from '../syntax/node.ts';
import { say } from '../say.ts';
import { checkCodes, checkPlacedCodes, holdsCode } from './codes.ts';
import { checkRules, effectiveUsage, mayBeMissing } from './context.ts';
import type { CheckContext, EffectiveUsage } from './context.ts';
import { missingIn } from './findings.ts';
import type { At } from './findings.ts';
import { formatFault } from './primitives.ts';
import { sliceOf } from './slices.ts';

/** Types that may hold anything. */
const ANYTHING = new Set(['VARIES', 'CM', '-', '', 'var', 'Varies', '*']);

/**
 * Holds the fields of a segment, and everything in them, against its profile.
 * @param occurrence which one it is in its place, from 1
 */
export function checkSegment(segment: Node, profile: SegmentProfile, context: CheckContext, occurrence = 1): void {
  const { fields } = profile;
  const { children } = segment;
  for (let at = 0; at < fields.length; at++) {
    if (context.findings.isFull) return;
    const field = fields[at];
    // Most fields of most segments are left out, and may be.
    if (!field || ((children[at]?.isEmpty ?? true) && mayBeMissing(field.usage))) continue;
    checkField(segment, at + 1, field, typeOf(segment, at + 1, field, profile, context), context);
  }
  for (let at = fields.length; at < children.length; at++) {
    const extra = children[at];
    if (extra && !extra.isEmpty) {
      const text = say`${profile.name} has ${profile.fields.length} fields in ${context.profile.name}.`;
      context.findings.add('warning', 'field-unexpected', extra, text);
    }
  }
  checkRules(profile.rules, segment, segment, context, occurrence);
  checkPlacedCodes(profile.bindings, segment, context);
}

/** The data type of a field; undefined when nothing is known about it. */
function typeOf(
  segment: Node,
  position: number,
  field: FieldProfile,
  { dynamic }: SegmentProfile,
  context: CheckContext,
): string | undefined {
  // What is kept for older versions is as these describe it.
  if (context.against === 'standard' && field.usage.code === 'B') return undefined;
  const rule = dynamic?.find((one) => one.field === position);
  if (!rule || segment.child(position) === undefined || segment.child(position)?.isEmpty) return field.datatype;
  const reference = segment.child(rule.reference);
  if (!reference || reference.isEmpty) return undefined;
  const type = dynamicType(rule, segment, reference.value);
  if (type !== undefined && context.profile.datatypes[type]) return type;
  const text = say`${JSON.stringify(reference.value)} names no data type of ${context.profile.name}.`;
  // A list of types need not be complete.
  context.findings.add(rule.types ? 'warning' : 'error', 'type-unknown', reference, text);
  return undefined;
}

function dynamicType({ types, second }: DynamicType, segment: Node, value: string): string | undefined {
  const other = second && segment.child(second.reference)?.child(1)?.child(1)?.value;
  const bySecond = other === undefined ? undefined : second?.types[`${value}|${other}`];
  return bySecond ?? (types ? types[value] : value);
}

function checkField(
  segment: Node,
  position: number,
  profile: FieldProfile,
  type: string | undefined,
  context: CheckContext,
): void {
  const field = segment.child(position);
  const isThere = field !== undefined && !field.isBlank;
  if (!isThere && mayBeMissing(profile.usage)) return;
  const usage = effectiveUsage(profile.usage, segment);
  const at = (): At => field ?? missingIn(segment, `-${position}`);
  if (!checkUsage(usage, isThere, profile.name, at, context) || !field || !isThere) return;
  const { children } = field;
  const filled = countFilled(children);
  if (profile.max !== null && profile.max > 0 && children.length > profile.max) {
    const [extra = field] = children.slice(profile.max);
    const text = say`${profile.name} occurs ${children.length} times; at most ${profile.max} allowed.`;
    context.findings.add('error', 'too-many-repetitions', extra, text);
  }
  if (children.length >= MAX_PARTS) {
    const text = say`${profile.name} occurs more than ${MAX_PARTS} times; what comes after was not looked at.`;
    context.findings.add('error', 'too-many-repetitions', children.at(-1) ?? field, text);
  }
  if (filled < profile.min) {
    const text = say`${profile.name} occurs ${filled} times; at least ${profile.min} needed.`;
    context.findings.add('error', 'too-few-repetitions', field, text);
  }
  // The last of too many holds the rest unsplit.
  for (let at = 0; at < children.length && at < MAX_PARTS - 1; at++) {
    if (context.findings.isFull) return;
    const repetition = children[at];
    if (!repetition || repetition.isEmpty) continue;
    checkElement(repetition, profile, sliceOf(profile.slices, repetition, at + 1)?.use ?? type, context);
  }
}

function countFilled(nodes: readonly Node[]): number {
  let filled = 0;
  for (const node of nodes) if (!node.isEmpty) filled += 1;
  return filled;
}

/** @returns whether what is there is to be looked at. */
function checkUsage(
  { code, why }: EffectiveUsage,
  isThere: boolean,
  name: string,
  at: () => At,
  { findings, against }: CheckContext,
): boolean {
  if (code === undefined && why) {
    findings.add('information', 'rule-not-evaluated', at(), say`Whether ${name} is required cannot be told: ${why}`);
  }
  if (code === 'R' && !isThere)
    findings.add('error', 'required-missing', at(), why ? say`${name} is required ${why}.` : say`${name} is required.`);
  if (code === 'X' && isThere) {
    findings.add(
      'error',
      'not-supported',
      at(),
      why ? say`${name} is not supported ${why}.` : say`${name} is not supported.`,
    );
    return false;
  }
  if (code === 'W' && isThere) findings.add('warning', 'withdrawn', at(), say`${name} is withdrawn.`);
  if (code === 'B' && isThere && against === 'profile') {
    findings.add('information', 'withdrawn', at(), say`${name} is kept for older versions only.`);
  }
  return true;
}

/** Looks into a repetition of a field, a component or a subcomponent. */
function checkElement(node: Node, profile: ComponentProfile, type: string | undefined, context: CheckContext): void {
  if (node.isNull || node.isDelimiters) return;
  const datatype = type === undefined ? undefined : context.profile.datatypes[type];
  if (datatype && datatype.components.length > 0 && !ANYTHING.has(datatype.name)) checkParts(node, datatype, context);
  else if (type !== undefined && !ANYTHING.has(type)) checkValue(node, profile, datatype?.name ?? type, context);
  checkCodes(node, profile.bindings, context);
}

function checkParts(node: Node, { name, components, rules, bindings }: DatatypeProfile, context: CheckContext): void {
  // Parts of a subcomponent cannot be told from it.
  if (node.depth === 4) return;
  const { end } = node;
  let from = node.start;
  for (let position = 1; position <= components.length || from <= end; position++) {
    const stop = from <= end ? node.partEnd(from, position) : end;
    const part = from <= end ? node.partWithin(from, stop, position) : undefined;
    from = stop + 1;
    const component = components[position - 1];
    if (component) checkComponent(node, position, part, component, context);
    else if (part) {
      const text = say`${name} has ${components.length} components in ${context.profile.name}.`;
      context.findings.add('warning', 'component-unexpected', part, text);
    }
  }
  checkRules(rules, node, node, context);
  checkPlacedCodes(bindings, node, context);
}

/** @param part undefined where it holds nothing */
function checkComponent(
  node: Node,
  position: number,
  part: Node | undefined,
  component: ComponentProfile,
  context: CheckContext,
): void {
  // Most components of most values are left out, and may be.
  if (!part && mayBeMissing(component.usage)) return;
  const usage = effectiveUsage(component.usage, node);
  const place = (): At => part ?? node.child(position) ?? missingIn(node, `.${position}`);
  if (checkUsage(usage, part !== undefined, component.name, place, context) && part) {
    checkElement(part, component, component.datatype, context);
  }
}

function checkValue(node: Node, profile: ComponentProfile, type: string, context: CheckContext): void {
  const { findings, against } = context;
  // What is written where values had been replaced may be a replacement as well.
  const fault = profile.deidentified ? 'warning' : 'error';
  // A value without parts, written with parts: the first is the value.
  const first = node.isSingle ? node : firstOf(node, profile, type, context);
  if (first.isBlank) return;
  const { value } = first;
  const told = (): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  const { maxLength = value.length, minLength = 0 } = profile;
  // Characters are counted only where their number may be wrong: they are never more than code units, and at least half as many.
  const length = value.length > maxLength || value.length < minLength * 2 ? lengthOf(value) : value.length;
  if (length > maxLength && !isCode(value, profile, context)) {
    const text = say`${profile.name} has ${length} characters; at most ${maxLength} allowed.`;
    findings.add(against === 'standard' ? 'warning' : fault, 'too-long', node, text);
  }
  if (length < minLength) {
    findings.add(
      'error',
      'too-short',
      node,
      say`${profile.name} has ${length} characters; at least ${minLength} needed.`,
    );
  }
  const wanted = formatFault(type, value);
  if (wanted !== undefined)
    findings.add(fault, 'wrong-format', node, say`${profile.name}: ${told()} is not ${wanted}.`);
  if (profile.constant !== undefined && value !== profile.constant) {
    const text = say`${profile.name} is ${told()}; it has to be ${JSON.stringify(profile.constant)}.`;
    findings.add('error', 'wrong-constant', node, text);
  }
}

/** The first part of a value that should have none; the others are told. */
function firstOf(node: Node, { name }: ComponentProfile, type: string, { findings }: CheckContext): Node {
  const [first = node, ...more] = node.children;
  for (const extra of more) {
    if (!extra.isBlank)
      findings.add('warning', 'component-unexpected', extra, say`${name} (${type}) has no components.`);
  }
  return first;
}

/** A code of the table is never too long, whatever a list of lengths says. */
function isCode(value: string, { bindings }: ComponentProfile, { profile }: CheckContext): boolean {
  const tables = (bindings ?? []).flatMap((binding) => binding.tables);
  return tables.some((name) => holdsCode(value, profile.tables[name]));
}

function lengthOf(value: string): number {
  const pairs = /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(value)
    ? (value.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0)
    : 0;
  return value.length - pairs;
}

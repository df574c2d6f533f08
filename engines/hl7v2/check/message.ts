import { say, type Said } from '../say.ts';
import { valueAt } from '../syntax/find.ts';
import type { Message } from '../syntax/message.ts';
import type { Node } from '../syntax/node.ts';
import type { MessageProfile, Profile, StructureNode } from '../profile/model.ts';
import { checkCoConstraints } from './co-constraints.ts';
import { checkPlacedCodes } from './codes.ts';
import { checkRules, effectiveUsage, mayBeMissing } from './context.ts';
import type { CheckContext } from './context.ts';
import { Findings } from './findings.ts';
import type { At, Finding } from './findings.ts';
import { placeSegments } from './place.ts';
import type { GroupInstance, PlacedSegment } from './place.ts';
import { checkSegment } from './segment.ts';
import { segmentAt } from './slices.ts';

/** The description of a message in a profile; undefined when it has none. */
export function messageProfileFor(message: Message, profile: Profile): MessageProfile | undefined {
  const [type, event, structure] = [1, 2, 3].map((part) => valueAt(message, `MSH-9.${part}`));
  const ofType = profile.messages.filter((one) => one.type === type);
  return (
    ofType.find((one) => one.event === event && one.event !== '') ??
    profile.messages.find((one) => one.structure === structure && structure !== '') ??
    ofType.find((one) => one.event === '')
  );
}

/**
 * Holds a message against a description of it.
 * @param soften the message is of a newer version than the profile, which may have added things
 */
export function checkAgainst(
  message: Message,
  described: MessageProfile | undefined,
  profile: Profile,
  against: 'standard' | 'profile',
  soften = false,
): readonly Finding[] {
  const findings = new Findings(against, soften);
  const context: CheckContext = { profile, findings, against };
  if (described) {
    const { root, left } = placeSegments(message.segments, described);
    checkGroup(root, message, context);
    checkCoConstraints(described.coConstraints, root, (group) => placeOf(group, message), context);
    for (const node of left) checkLeft(node, described, context);
  } else {
    for (const node of message.segments) {
      const segment = profile.segments[node.segmentName];
      if (segment) checkSegment(node.anew(), segment, context);
      else checkLeft(node, undefined, context);
    }
  }
  return findings.all;
}

const NONE: readonly never[] = [];

function checkGroup(instance: GroupInstance, message: Message, context: CheckContext, occurrence = 1): void {
  const { children } = instance.model;
  const place = placeOf(instance, message);
  for (let at = 0; at < children.length; at++) {
    if (context.findings.isFull) return;
    const child = children[at];
    const parts = instance.parts[at] ?? NONE;
    if (!child || (parts.length === 0 && mayBeMissing(child.usage))) continue;
    if (checkPresence(child, parts, instance, place, context)) checkParts(parts, child, message, context);
  }
  checkRules(instance.model.rules, instance, place, context, occurrence);
  checkPlacedCodes(instance.model.bindings, instance, context);
}

function checkParts(
  parts: readonly (GroupInstance | PlacedSegment)[],
  child: StructureNode,
  message: Message,
  context: CheckContext,
): void {
  for (const [at, part] of parts.entries()) {
    if (!('node' in part)) checkGroup(part, message, context, at + 1);
    else if (child.kind === 'segment') {
      const segment = segmentAt(child, part.node, at + 1, context.profile);
      // Its parts are not kept when it was looked at: a message may have a million segments.
      if (segment) checkSegment(part.node.anew(), segment, context, at + 1);
    }
  }
}

/** @returns whether what is there is to be looked at. */
function checkPresence(
  child: StructureNode,
  parts: readonly (GroupInstance | PlacedSegment)[],
  instance: GroupInstance,
  above: At,
  context: CheckContext,
): boolean {
  const { findings } = context;
  const isGroup = child.kind === 'group';
  const name = isGroup ? child.name : child.names.join(', ');
  const { code, why } = effectiveUsage(child.usage, instance);
  const [first] = parts;
  const here = first ? ('node' in first ? first.node : firstNode(first)) : undefined;
  const label = isGroup ? child.name : (child.names[0] ?? '');
  const at: At = here && !isGroup ? here : named(label, here ?? above);
  const count = parts.length;
  if (count === 0) {
    if (code === 'R' || (code === undefined && child.min > 0 && why === undefined)) {
      findings.add('error', isGroup ? 'group-missing' : 'segment-missing', at, required(isGroup, name, why));
    }
    return false;
  }
  if (code === 'X') {
    findings.add('error', 'segment-not-supported', at, notSupported(isGroup, name, why));
    return false;
  }
  if (child.max !== null && count > child.max) {
    const extra = parts[child.max];
    const node = extra && ('node' in extra ? extra.node : firstNode(extra));
    const text = say`${name} occurs ${count} times; at most ${child.max} allowed.`;
    findings.add(
      'error',
      isGroup ? 'too-many-groups' : 'too-many-segments',
      node && !isGroup ? node : named(label, node ?? at),
      text,
    );
  }
  if (count < child.min) {
    const text = say`${name} occurs ${count} times; at least ${child.min} needed.`;
    findings.add('error', isGroup ? 'too-few-groups' : 'too-few-segments', at, text);
  }
  return true;
}

function required(isGroup: boolean, name: string, why: Said | undefined): Said {
  if (isGroup) return why ? say`Group ${name} is required ${why}.` : say`Group ${name} is required.`;
  return why ? say`Segment ${name} is required ${why}.` : say`Segment ${name} is required.`;
}

function notSupported(isGroup: boolean, name: string, why: Said | undefined): Said {
  if (isGroup) return why ? say`Group ${name} is not supported ${why}.` : say`Group ${name} is not supported.`;
  return why ? say`Segment ${name} is not supported ${why}.` : say`Segment ${name} is not supported.`;
}

/** A segment that the structure has no place for. */
function checkLeft(node: Node, described: MessageProfile | undefined, context: CheckContext): void {
  const { findings, profile, against } = context;
  const name = node.segmentName;
  const segment = profile.segments[name];
  if (segment) checkSegment(node.anew(), segment, context);
  if (/^Z[A-Z0-9]{2}$/.test(name)) {
    if (segment && !described) return;
    const severity = against === 'standard' ? 'information' : 'warning';
    findings.add(
      severity,
      against === 'standard' ? 'segment-own' : 'segment-unexpected',
      node,
      say`${name} is a segment of the sender’s own.`,
    );
  } else if (described) {
    const isKnown = segment !== undefined || namesOf(described.children).has(name);
    const text = isKnown
      ? say`${name} has no place here in ${described.structure || described.name}.`
      : say`${name} is no segment of ${profile.name}.`;
    findings.add('error', isKnown ? 'segment-unexpected' : 'segment-unknown', node, text);
  } else if (!segment) {
    findings.add('error', 'segment-unknown', node, say`${name} is no segment of ${profile.name}.`);
  }
}

function namesOf(children: readonly StructureNode[]): ReadonlySet<string> {
  return new Set(children.flatMap((child) => (child.kind === 'segment' ? child.names : [...namesOf(child.children)])));
}

function firstNode(instance: GroupInstance): Node | undefined {
  for (const parts of instance.parts) {
    for (const part of parts) {
      const node = 'node' in part ? part.node : firstNode(part);
      if (node) return node;
    }
  }
  return undefined;
}

/** Where a group is. Found when it is asked for, because most groups are never told. */
function placeOf(instance: GroupInstance, message: Message): At {
  return {
    path: 'kind' in instance.model ? instance.model.name : 'MSH',
    get place() {
      return (firstNode(instance) ?? message.segments[0])?.place ?? { byte: 0, line: 1, column: 1 };
    },
  };
}

/** A name for something that has no path of its own, at the place of something that has. */
function named(path: string, at: At | undefined): At {
  return {
    path,
    get place() {
      return at?.place ?? { byte: 0, line: 1, column: 1 };
    },
  };
}

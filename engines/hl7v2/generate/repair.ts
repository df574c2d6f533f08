import { holdsBoundCode } from '../check/codes.ts';
import { placeSegments } from '../check/place.ts';
import type { GroupInstance, PlacedSegment } from '../check/place.ts';
import { segmentAt, sliceOf } from '../check/slices.ts';
import { effectiveUsage } from '../check/context.ts';
import { evaluate } from '../profile/evaluate.ts';
import type { Expression } from '../profile/expression.ts';
import type { ComponentProfile, PlacedBinding, Rule, SegmentProfile } from '../profile/model.ts';
import { instancesAt } from '../profile/values.ts';
import type { Instance } from '../profile/values.ts';
import type { Node } from '../syntax/node.ts';
import { partOf, repetitionOf, segmentsFor } from './build.ts';
import type { Making } from './build.ts';
import { clearAt, fieldAt, messageFrom, setAt } from './draft.ts';
import type { Draft, Spot } from './draft.ts';
import { put, satisfy } from './satisfy.ts';
import { putCode, standRight } from './stand.ts';

const ROUNDS = 12;

/** Changes a draft until its conditions and rules hold, or nothing more can be done. */
export function repairDraft(draft: Draft, making: Making): void {
  for (let round = 0; round < ROUNDS; round++) {
    const { root } = placeSegments(messageFrom(draft).segments, making.message);
    const repair = new Repair(draft, making);
    if (!repair.structure(root)) {
      repair.group(root, 1);
      if (standRight(root, draft, making)) repair.changed = true;
    }
    if (!repair.changed) return;
  }
}

class Repair {
  readonly #draft: Draft;
  readonly #making: Making;
  changed = false;

  constructor(draft: Draft, making: Making) {
    this.#draft = draft;
    this.#making = making;
  }

  /**
   * Adds a segment or a group whose condition asks for it, or takes one out. @returns whether something was changed; positions are then
   * those of another message.
   */
  structure(instance: GroupInstance): boolean {
    let last = 0;
    for (const [at, child] of instance.model.children.entries()) {
      const parts = instance.parts[at] ?? [];
      if (child.usage.code === 'C' || child.usage.code === 'CE') {
        const { code } = effectiveUsage(child.usage, instance);
        if (code === 'R' && parts.length === 0 && child.max !== 0) {
          return this.replace(last, 0, segmentsFor(child, 1, this.#making));
        }
        if (code === 'X' && parts.length > 0) {
          const all = parts.flatMap((part) => positionsIn(part));
          return this.replace(Math.min(...all) - 1, all.length, []);
        }
      }
      for (const part of parts) if (!('node' in part) && this.structure(part)) return true;
      last = Math.max(last, ...parts.flatMap((part) => positionsIn(part)));
    }
    return false;
  }

  private replace(at: number, count: number, segments: Draft): boolean {
    this.#draft.splice(at, count, ...segments);
    this.changed = count > 0 || segments.length > 0;
    return this.changed;
  }

  group(instance: GroupInstance, occurrence: number): void {
    for (const [at, parts] of instance.parts.entries()) {
      const child = instance.model.children[at];
      for (const [index, part] of parts.entries()) {
        if (!('node' in part)) this.group(part, index + 1);
        else if (child?.kind === 'segment') this.segment(part, index + 1);
      }
    }
    this.rules(instance.model.rules, instance, occurrence);
    this.codes(instance.model.bindings, instance);
  }

  private segment({ node, model }: PlacedSegment, occurrence: number): void {
    const profile = segmentAt(model, node, occurrence, this.#making.profile);
    if (!profile) return;
    for (const [at, field] of profile.fields.entries()) {
      const spot = { segment: node.position, field: at + 1, repetition: 1 };
      const found = node.child(at + 1);
      this.element(field, found !== undefined && !found.isEmpty, node, spot);
      for (const [index, repetition] of (found?.children ?? []).entries()) {
        const slice = sliceOf(field.slices, repetition, index + 1);
        this.parts(repetition, slice?.use ?? this.typeOf(node, at + 1, profile));
      }
    }
    this.rules(profile.rules, node, occurrence);
    this.codes(profile.bindings, node);
  }

  /** Sets codes further in that have to be of a table and are not. */
  private codes(bindings: readonly PlacedBinding[] | undefined, instance: Instance): void {
    for (const binding of bindings ?? []) {
      if (binding.strength !== 'R') continue;
      for (const one of instancesAt(instance, binding.path) ?? []) {
        if ('parts' in one || holdsBoundCode(one, binding, this.#making.profile) !== false) continue;
        const set = (path: string, value: string): boolean => put(path, value, { instance: one, draft: this.#draft });
        if (putCode([binding], set, this.#making)) this.changed = true;
      }
    }
  }

  private typeOf(segment: Node, position: number, { fields, dynamic }: SegmentProfile): string {
    const rule = dynamic?.find(({ field }) => field === position);
    const value = rule && segment.child(rule.reference)?.value;
    return value === undefined ? (fields[position - 1]?.datatype ?? '') : (rule?.types?.[value] ?? value);
  }

  private parts(node: Node, type: string): void {
    const datatype = this.#making.profile.datatypes[type];
    if (!datatype || node.isEmpty || node.depth === 4) return;
    for (const [at, component] of datatype.components.entries()) {
      const part = node.child(at + 1);
      this.element(component, part !== undefined && !part.isEmpty, node, { ...spotOf(node), ...inner(node, at + 1) });
      if (part) this.parts(part, component.datatype);
    }
    this.rules(datatype.rules, node, 1);
    this.codes(datatype.bindings, node);
  }

  /** Makes an element be there, or not, as its usage asks for. */
  private element(profile: ComponentProfile, isThere: boolean, context: Node, spot: Spot): void {
    if (profile.usage.code === 'O' || profile.usage.code === 'RE') return;
    const { code } = effectiveUsage(profile.usage, context);
    if (code === 'X' && isThere) {
      if (spot.component === undefined) fieldAt(this.#draft, spot).length = 0;
      else clearAt(this.#draft, spot);
      this.changed = true;
    }
    if (code === 'R' && !isThere && !context.isDelimiters && !isDelimiters(context, spot)) this.fill(profile, spot);
  }

  private fill(profile: ComponentProfile, spot: Spot): void {
    this.changed = true;
    if (spot.component === undefined) {
      const field = fieldAt(this.#draft, spot);
      field.splice(0, field.length, repetitionOf(profile, this.#making));
    } else if (spot.subcomponent === undefined) {
      setAt(this.#draft, spot, '');
      const repetition = fieldAt(this.#draft, spot)[spot.repetition - 1];
      repetition?.splice(spot.component - 1, 1, partOf(profile, this.#making));
    } else setAt(this.#draft, spot, partOf(profile, this.#making)[0] ?? '');
  }

  private rules(rules: readonly Rule[] | undefined, instance: Instance, occurrence: number): void {
    for (const { expression, strength } of rules ?? []) {
      if (strength !== 'MAY') this.hold(expression, instance, occurrence);
    }
  }

  private hold(expression: Expression, instance: Instance, occurrence: number): void {
    const verdict = evaluate(expression, instance, occurrence);
    if ('unknown' in verdict || verdict.holds) return;
    if (satisfy(expression, true, { instance, occurrence, draft: this.#draft, making: this.#making }))
      this.changed = true;
  }
}

function isDelimiters(context: Node, { field }: Spot): boolean {
  return context.segmentName === 'MSH' && field <= 2;
}

/** The segments of a part, by their positions in the message. */
function positionsIn(part: GroupInstance | PlacedSegment): readonly number[] {
  return 'node' in part ? [part.node.position] : part.parts.flat().flatMap((one) => positionsIn(one));
}

/** Where a repetition or a component is in the draft. */
function spotOf(node: Node): Spot {
  const numbers: number[] = [];
  for (let one: Node | undefined = node; one; one = one.parent) numbers.unshift(one.position);
  const [segment = 1, field = 1, repetition = 1, component] = numbers;
  return component === undefined ? { segment, field, repetition } : { segment, field, repetition, component };
}

function inner(node: Node, position: number): Partial<Spot> {
  return node.depth === 2 ? { component: position } : { subcomponent: position };
}

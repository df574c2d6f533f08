import type { Expression } from '../profile/expression.ts';
import type { Rule, Usage, UsageCode } from '../profile/model.ts';
import { contextsIn, directTarget } from './contexts.ts';
import type { Contexts, Gathered } from './contexts.ts';
import { expressionOf } from './expressions.ts';
import { usageOf } from './structure.ts';
import { childNamed, childrenNamed } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** How many conditions and rules a file states. */
export interface ConstraintCount {
  readonly predicates: number;
  readonly constraints: number;
}

/** Reads CONSTRAINTS.xml: conditions become usages of the parts they speak about, assertions become rules. */
export function readConstraints(root: XmlElement, contexts: Contexts): ConstraintCount {
  let predicates = 0;
  let constraints = 0;
  for (const { context, by, key, element } of contextsIn(childNamed(root, 'Predicates'))) {
    for (const predicate of childrenNamed(element, 'Predicate')) {
      predicates += 1;
      addPredicate(predicate, contexts.at(context, by, key));
    }
  }
  for (const { context, by, key, element } of contextsIn(childNamed(root, 'Constraints'))) {
    for (const constraint of childrenNamed(element, 'Constraint')) {
      constraints += 1;
      contexts.at(context, by, key).rules.push(ruleOf(constraint));
    }
  }
  return { predicates, constraints };
}

function ruleOf(element: XmlElement): Rule {
  const { ID = '', Strength } = element.attributes;
  return {
    id: ID,
    text: descriptionOf(element),
    strength: Strength === 'SHOULD' || Strength === 'MAY' ? Strength : 'SHALL',
    expression: expressionOf(childNamed(element, 'Assertion')?.children ?? []),
  };
}

function descriptionOf(element: XmlElement): string {
  return (childNamed(element, 'Description')?.text ?? '').replaceAll(/\s+/g, ' ').trim();
}

function addPredicate(element: XmlElement, gathered: Gathered): void {
  const { Target = '', TrueUsage = 'O', FalseUsage = 'O', ID = Target } = element.attributes;
  const text = descriptionOf(element);
  const expression = expressionOf(childNamed(element, 'Condition')?.children ?? []);
  const [whenTrue, whenFalse] = [usageOf(TrueUsage).code, usageOf(FalseUsage).code];
  const position = directTarget(Target);
  if (position !== undefined) {
    const usage: Usage = { code: 'C', whenTrue, whenFalse, condition: { text, expression } };
    gathered.usages.set(position, usage);
    return;
  }
  // A part further in has no usage of its own here, so that its condition is a rule about it.
  for (const [usage, condition] of [
    [whenTrue, expression],
    [whenFalse, { kind: 'not', of: expression } satisfies Expression],
  ] as const) {
    const assertion = wanted(usage, Target);
    if (assertion)
      gathered.rules.push({ id: ID, text, strength: 'SHALL', expression: { kind: 'imply', condition, assertion } });
  }
}

function wanted(usage: UsageCode, path: string): Expression | undefined {
  const presence: Expression = { kind: 'presence', path };
  if (usage === 'R') return presence;
  return usage === 'X' ? { kind: 'not', of: presence } : undefined;
}

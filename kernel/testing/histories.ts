import fc from 'fast-check';
import type { Change } from '../declare/change.ts';
import type { Registry } from '../declare/registry.ts';
import { createTestScope, testId, type TestScope } from './graph.ts';

/** A random intention; it is carried out when the scope allows it, and refused like any other command when not. */
export type Intention = readonly [what: number, which: number, other: number, amount: number];

/** Histories of random intentions over the sample kinds. */
export const histories: fc.Arbitrary<Intention[]> = fc.array(fc.tuple(fc.nat(9), fc.nat(7), fc.nat(7), fc.nat(20)), {
  minLength: 8,
  maxLength: 60,
  size: 'max',
});

/** A scope in which half of the records are there already, so that most intentions can be carried out. */
export function begunScope(registry: Registry): TestScope {
  const scope = createTestScope(registry);
  scope.apply([0, 1, 2, 6].map((which, index) => changeOf([0, which, 0, which], index)));
  return scope;
}

/**
 * The change an intention stands for. Few ids, so that changes meet.
 * @param own added to the ids of records and links made, so that scopes do not make the same. @param ends added to the
 * ids links end at: those of another scope, or the same.
 */
export function changeOf([what, which, other, amount]: Intention, index: number, own = 0, ends = own): Change {
  const id = testId(own + which + 1);
  const end = testId(ends + other + 1);
  const edge = testId(own + 1_000 + which * 8 + other);
  const title = `Record ${which}`;
  switch (what) {
    case 0:
    case 1:
      if (which > 5) return { action: 'create', kind: 'remark', id, fields: { title, stars: amount } };
      return { action: 'create', kind: 'step', id, fields: { title, effort: amount } };
    case 2:
      return { action: 'update', id, fields: which > 5 ? { stars: amount } : { effort: amount === 7 ? null : amount } };
    case 3:
      return { action: 'update', id, fields: {}, state: amount % 2 === 0 ? 'closed' : 'open' };
    case 4:
      return { action: amount % 3 === 0 ? 'withdraw' : 'restore', id };
    case 5:
      return { action: 'link', id: edge, type: 'step.after', from: id, to: end, fields: { lag: amount } };
    case 6:
      return { action: 'link', id: testId(own + 2_000 + index), type: 'step.partOf', from: id, to: end };
    case 7:
      return { action: 'link', id: testId(own + 3_000 + index), type: 'step.mentions', from: id, to: end };
    case 8:
      return { action: 'relink', id: edge, fields: { lag: amount === 7 ? null : amount } };
    default:
      return { action: 'unlink', id: amount % 2 === 0 ? edge : testId(own + 2_000 + (index >> 1)) };
  }
}

/** Carries out what can be; what is refused leaves no trace. */
export function attempt(scope: TestScope, intention: Intention, index: number, own = 0, ends = own): boolean {
  try {
    return scope.apply([changeOf(intention, index, own, ends)]).length > 0;
  } catch {
    return false;
  }
}

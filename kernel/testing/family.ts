import type { Registry } from '../declare/registry.ts';
import { createTestScope, testId, testIds, type TestScope } from './graph.ts';

/** How far apart the ids of two scopes lie. */
export const APART = 10_000;

export interface TestFamily {
  readonly organisation: TestScope;
  readonly programme: TestScope;
  readonly project: TestScope;
  /** Another project of the programme. */
  readonly sibling: TestScope;
}

/** An organisation, a programme in it, and two projects of that. Each makes ids of its own. */
export function familyOf(registry: Registry, today = '2027-03-01'): TestFamily {
  const make = (
    nth: number,
    type: 'organisation' | 'programme' | 'project',
    key: string,
    above?: TestScope,
  ): TestScope =>
    createTestScope(registry, today, testIds(500_000 + nth * APART), {
      scope: { id: testId(700_000 + nth), type, key },
      ...(above ? { above } : {}),
    });
  const organisation = make(1, 'organisation', 'organisation');
  const programme = make(2, 'programme', 'CARE', organisation);
  const project = make(3, 'project', 'RIV', programme);
  const sibling = make(4, 'project', 'SIB', programme);
  return { organisation, programme, project, sibling };
}

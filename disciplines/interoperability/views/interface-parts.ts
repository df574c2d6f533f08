import { type FieldsOf, type GraphReader, type Row } from '@callosum/kernel';
import { environment } from '../kinds/environment.ts';
import { interfaceGap } from '../kinds/interface-gap.ts';
import { interfaceTest } from '../kinds/interface-test.ts';
import { messageProfile } from '../kinds/message-profile.ts';
import { queue } from '../kinds/queue.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { mapsOf } from '../maps-of.ts';

/** The records that an interface is made of, each that still counts; by number. */
export function partsOf(graph: GraphReader, id: string) {
  const from = (type: string): readonly string[] => graph.in(id, type).map((edge) => edge.from);
  const current = <R extends Pick<Row, 'state' | 'number'>>(rows: readonly R[], ...gone: readonly string[]): R[] =>
    rows.filter(({ state }) => !gone.includes(state)).sort((a, b) => a.number - b.number);
  const tests = from('interfaceTest.tests').flatMap((one) => graph.get(interfaceTest, one) ?? []);
  const endpoints = from('testEndpoint.of').flatMap((one) => graph.get(testEndpoint, one) ?? []);
  return {
    profiles: current(
      from('messageProfile.of').flatMap((one) => graph.get(messageProfile, one) ?? []),
      'superseded',
    ),
    ...mapsOf(graph, id),
    queues: current(
      from('queue.of').flatMap((one) => graph.get(queue, one) ?? []),
      'closed',
    ),
    gaps: current(from('interfaceGap.of').flatMap((one) => graph.get(interfaceGap, one) ?? [])),
    tests: current(tests, 'dropped'),
    endpoints: current(endpoints, 'removed'),
    environments: environmentsOf(graph, id, [
      ...tests.flatMap((one) => graph.out(one.id, 'interfaceTest.ranIn')),
      ...endpoints.flatMap((one) => graph.out(one.id, 'testEndpoint.in')),
    ]),
  };
}

export type InterfaceParts = ReturnType<typeof partsOf>;

/** Where it is tried, and where the systems at its ends are installed. */
function environmentsOf(
  graph: GraphReader,
  id: string,
  tried: readonly { readonly to: string }[],
): Row<FieldsOf<typeof environment>>[] {
  const ends = ['interface.source', 'interface.target'].flatMap((type) => graph.out(id, type));
  const installed = ends.flatMap(({ to }) => graph.in(to, 'environment.of')).map(({ from }) => from);
  const ids = new Set([...tried.map(({ to }) => to), ...installed]);
  return [...ids]
    .flatMap((one) => graph.get(environment, one) ?? [])
    .filter(({ state }) => state !== 'removed')
    .sort((a, b) => a.number - b.number);
}

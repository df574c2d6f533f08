import { type GraphReader, Refusal, Problem, say } from '@callosum/kernel';

/**
 * Compares the versions the user saw with those that stand.
 * @throws Refusal `conflict` naming each record that changed in the meantime; nothing is overwritten.
 */
export function checkVersions(
  graph: Pick<GraphReader, 'find' | 'edge'>,
  versions: Readonly<Record<string, number>>,
): void {
  const changed = Object.entries(versions).flatMap(([id, seen]) => {
    const current = graph.find(id)?.version ?? graph.edge(id)?.version;
    return current === seen ? [] : [{ id, seen, current: current ?? 0 }];
  });
  if (changed.length === 0) return;
  throw new Refusal(
    changed.map(
      ({ id, seen, current }) =>
        new Problem({
          code: 'conflict',
          message: say`Somebody changed this record in the meantime (you saw version ${seen}, it is at ${current}).`,
          path: ['versions', id],
          remedy: say`Compare both and choose; your text is kept.`,
        }),
    ),
  );
}

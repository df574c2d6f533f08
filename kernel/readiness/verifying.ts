import { type Sentence, say } from '../declare/say.ts';
import type { Change } from '../declare/change.ts';
import type { Moment } from '../declare/moment.ts';
import { Problem } from '../declare/problem.ts';
import type { Registry } from '../declare/registry.ts';
import type { GraphReader } from '../graph/reader.ts';
import { causeChain, standingOf } from './standing.ts';

/**
 * Why evidence cannot be rested on, each with its place in the list: it is not there, is of a kind the link does not lead to,
 * fails by its kind’s own judgement, or has decayed itself. Evidence that does not stand proves nothing about anything else.
 * @param link type of the links that pin it, `<kind>.<link>`.
 */
export function evidenceFaults(
  evidence: readonly string[],
  link: string,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
): readonly Problem[] {
  return evidence.flatMap((id, index): Problem[] => {
    const problem = (code: Problem['code'], message: Sentence, remedy: Sentence): Problem[] => [
      new Problem({ code, message, path: ['evidence', index], remedy }),
    ];
    const row = graph.find(id);
    const kind = row && registry.kinds.get(row.kind);
    if (!row || row.withdrawn || !kind)
      return problem('not-found', say`This evidence is not there.`, say`Choose other evidence.`);
    const { to = [] } = registry.links.get(link) ?? {};
    if (!to.includes(row.kind)) {
      const kinds = to.map((name) => registry.kinds.get(name)?.label.one.toLowerCase() ?? name).join(', ');
      const one = kind.label.one.toLowerCase();
      return problem('invalid', say`A ${one} is no evidence here.`, say`Choose one of: ${kinds}.`);
    }
    const name = `${kind.prefix}-${row.number}`;
    const failing = kind.fails?.(row, graph, at);
    if (failing !== undefined) return problem('refused', say`${name} ${failing}.`, say`Choose evidence that stands.`);
    const [cause] = standingOf(row, graph, at, registry).causes;
    if (!cause) return [];
    const why = causeChain(cause, graph, registry);
    return problem('refused', say`${name} no longer counts ← ${why}.`, say`Renew it first.`);
  });
}

/** Changes that let a record rest on this evidence, as it is now, in place of what it rested on before. */
export function pinChanges(
  from: string,
  link: string,
  evidence: readonly string[],
  graph: GraphReader,
  newId: () => string,
): readonly Change[] {
  const standing = graph.out(from, link);
  const wanted = new Set(evidence);
  const kept = new Set(standing.map(({ to }) => to));
  return [
    ...standing.map(({ id, to }): Change => ({ action: wanted.has(to) ? 'repin' : 'unlink', id })),
    ...evidence
      .filter((to) => !kept.has(to))
      .map((to): Change => ({ action: 'link', id: newId(), type: link, from, to })),
  ];
}

import type { Board, GraphReader } from '@callosum/kernel';
import { gateDecision } from './kinds/gate-decision.ts';

/** The newest frozen decision of any gate, with the moment and ledger position its evidence was taken at. */
export function lastBoard(graph: GraphReader): Board | undefined {
  let newest: Board | undefined;
  for (const { id, fields } of graph.all(gateDecision)) {
    const { at, sequence, above } = fields.snapshot;
    if (newest && newest.at.instant > at.instant) continue;
    newest = { id, title: fields.title, decidedOn: fields.decidedOn, at, sequence, above: above ?? [] };
  }
  return newest;
}

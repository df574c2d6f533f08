import { type GateResult, type GraphReader, type Registry, restOn, type Row, type Stated } from '@callosum/kernel';
import { digestOf, type StatementLine } from '@callosum/kernel/ledger';
import type { Decided } from '../decision-changes.ts';
import { standingDecision } from '../gates.ts';
import { OUTCOMES } from '../kinds/gate-decision.ts';
import { VOTES } from '../kinds/vote.ts';
import type { SnapshotCriterion } from '../snapshot.ts';

/** What somebody signs who decides a gate: the decision with its votes and conditions, and each criterion as it is now. */
export function stateGate(
  graph: GraphReader,
  registry: Registry,
  wanted: Decided,
  known: {
    readonly gate: GateResult;
    readonly criteria: readonly SnapshotCriterion[];
    /** Whose votes are asked for. */
    readonly panel: readonly string[];
    readonly today: string;
  },
): Stated {
  const { gate, criteria, panel, today } = known;
  const voted = new Set(wanted.votes.map(({ voter }) => voter.toLowerCase()));
  const rows = [gate.id, ...gate.criteria.map(({ id }) => id)].flatMap((id) => graph.find(id) ?? []);
  const standing = standingDecision(graph, gate.id);
  return {
    title: `${OUTCOMES[wanted.outcome]} at ${gate.key === gate.title ? gate.key : `${gate.key} ${gate.title}`}`,
    lines: [
      gate.date === undefined ? { label: 'Gate date', text: 'not set' } : { label: 'Gate date', date: gate.date },
      { label: 'Decided on', date: today },
      { label: 'Rationale', text: wanted.rationale },
      ...wanted.votes.map(({ voter, vote, remark }) => ({
        label: 'Vote',
        account: voter.toLowerCase(),
        text: remark === undefined ? VOTES[vote] : `${VOTES[vote]}: ${remark}`,
      })),
      ...panel
        .filter((one) => !voted.has(one))
        .map((account) => ({ label: 'Did not vote', account, text: 'On the panel' })),
      ...wanted.conditions.map(({ title, due, owner }) => ({
        label: 'Condition',
        ...(owner === undefined ? {} : { account: owner.toLowerCase() }),
        date: due,
        text: title,
      })),
      ...criteria.map((criterion) => criterionLine(graph, criterion)),
    ],
    rests: [...rows, ...(standing ? [standing] : [])].map((row: Row) => restOn(registry, row)),
  };
}

/** The rows that failed are not listed; which they were, and in which version, is part of what is signed. */
function criterionLine(graph: GraphReader, criterion: SnapshotCriterion): StatementLine {
  const { title, state, value, unit, total, failing, stop, rows, waiver } = criterion;
  const found = value === null ? 'nothing is proved' : `${value} ${unit}`;
  const counted = total === 0 ? '' : `; ${failing} of ${total} ${total === 1 ? 'row' : 'rows'} not in order`;
  const until = waiver ? `, waived until ${waiver.until}` : '';
  return {
    label: title,
    text: `${state}${until} (${stop ? 'stop' : 'score'} criterion): ${found}${counted}`,
    behind: digestOf(rows.map(({ id, reason }) => [id, graph.find(id)?.version ?? 0, reason])),
  };
}

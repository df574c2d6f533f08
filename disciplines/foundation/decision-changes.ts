import type { Change, GateResult } from '@callosum/kernel';
import { condition } from './kinds/condition.ts';
import { gateDecision, OUTCOMES } from './kinds/gate-decision.ts';
import { vote, VOTES } from './kinds/vote.ts';
import type { Snapshot } from './snapshot.ts';

/** What was decided about a gate, by whose votes and on which conditions. */
export interface Decided {
  readonly gate: string;
  readonly outcome: keyof typeof OUTCOMES;
  readonly rationale: string;
  readonly votes: readonly {
    readonly voter: string;
    readonly vote: keyof typeof VOTES;
    readonly remark?: string | undefined;
  }[];
  readonly conditions: readonly { readonly title: string; readonly due: string; readonly owner?: string | undefined }[];
}

/** The records of a decision, frozen together with what was known. */
export function decisionChanges(
  { gate: { key }, snapshot }: { readonly gate: Pick<GateResult, 'key'>; readonly snapshot: Snapshot },
  decided: Decided,
  newId: () => string,
): { readonly id: string; readonly changes: readonly Change[] } {
  const id = newId();
  const { outcome, rationale } = decided;
  const title = `${key}: ${OUTCOMES[outcome].toLowerCase()}`;
  const fields = { title, outcome, decidedOn: snapshot.at.today, rationale, snapshot };
  return {
    id,
    changes: [
      { action: 'create', kind: gateDecision.name, id, fields },
      { action: 'link', id: newId(), type: 'gateDecision.of', from: id, to: decided.gate },
      ...decided.votes.flatMap((one) => voteChanges(one, key, id, newId)),
      ...decided.conditions.flatMap((one) => conditionChanges(one, id, newId)),
    ],
  };
}

function voteChanges(one: Decided['votes'][number], key: string, on: string, newId: () => string): Change[] {
  const id = newId();
  const fields = {
    title: `${key}: ${VOTES[one.vote].toLowerCase()}`,
    voter: one.voter.toLowerCase(),
    vote: one.vote,
    ...(one.remark === undefined ? {} : { remark: one.remark }),
  };
  return [
    { action: 'create', kind: vote.name, id, fields },
    { action: 'link', id: newId(), type: 'vote.on', from: id, to: on },
  ];
}

function conditionChanges(one: Decided['conditions'][number], of: string, newId: () => string): Change[] {
  const id = newId();
  const fields = { title: one.title, due: one.due, ...(one.owner ? { owner: one.owner.toLowerCase() } : {}) };
  return [
    { action: 'create', kind: condition.name, id, fields },
    { action: 'link', id: newId(), type: 'condition.of', from: id, to: of },
  ];
}

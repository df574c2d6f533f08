import { defineCommand, type GateResult, say, type Sentence, rule } from '@callosum/kernel';
import { z } from 'zod';
import { decisionChanges } from '../decision-changes.ts';
import { reasonSchema } from '../governance.ts';
import { gate } from '../kinds/gate.ts';
import { refuse, refuseConsole } from '../refuse.ts';
import { takeSnapshot } from '../take-snapshot.ts';
import { stateGate } from './state-gate.ts';

const input = z.strictObject({
  gate: z.uuid(),
  outcome: z.enum(['go', 'conditional', 'noGo']),
  rationale: reasonSchema,
  votes: z
    .array(
      z.strictObject({
        voter: z.uuid(),
        vote: z.enum(['for', 'against', 'abstain']),
        remark: z.string().trim().min(1).max(20_000).optional(),
      }),
    )
    .min(1, rule`Record at least one vote`)
    .max(200)
    .refine(
      (votes) => new Set(votes.map(({ voter }) => voter.toLowerCase())).size === votes.length,
      'Nobody votes twice',
    ),
  conditions: z
    .array(z.strictObject({ title: z.string().trim().min(1).max(300), due: z.iso.date(), owner: z.uuid().optional() }))
    .max(100)
    .default([]),
});

type Input = z.infer<typeof input>;

/**
 * Freezes what is known about a gate together with what was decided about it. The votes are recorded, not counted:
 * the sponsor decides. A later decision supersedes this one.
 */
export const decideGate = defineCommand<Input>({
  name: 'gate.decide',
  label: 'Decide gate',
  signs: 'decides the gate',
  allow: ['owner', 'manager', 'executive'],
  input,
  decide: (graph, wanted, { actor, at, registry, newId }) => {
    if (actor.account === 'console') return refuseConsole('decide a gate');
    const row = graph.get(gate, wanted.gate);
    if (!row) return refuse('not-found', say`The gate is not there.`, { path: ['gate'] });
    const { panel = [] } = row.fields;
    const others = panel.length === 0 ? [] : wanted.votes.filter(({ voter }) => !panel.includes(voter.toLowerCase()));
    if (others.length > 0) {
      return refuse('invalid', say`Not on the panel of the gate: ${others.length} of those who voted.`, {
        path: ['votes'],
        remedy: say`Record the votes of the panel, or put them on it first.`,
      });
    }
    const wrong = conditionFault(wanted, at.today);
    if (wrong) return refuse('invalid', wrong, { path: ['conditions'] });
    const taken = takeSnapshot(graph, registry, wanted.gate, at);
    if (!taken) return refuse('not-found', say`The gate cannot be evaluated.`, { path: ['gate'] });
    const open = wanted.outcome === 'go' ? openStops(taken.gate) : [];
    if (open.length > 0) {
      return refuse('refused', say`A go is not possible while stop criteria are not met: ${open.join('; ')}.`, {
        path: ['outcome'],
        remedy: say`Waive them with a reason, or decide a conditional go.`,
      });
    }
    const { id, changes } = decisionChanges(taken, wanted, newId);
    return {
      changes,
      result: { id },
      stated: stateGate(graph, registry, wanted, {
        gate: taken.gate,
        criteria: taken.snapshot.criteria,
        panel,
        today: at.today,
      }),
    };
  },
});

function conditionFault({ outcome, conditions }: Input, today: string): Sentence | undefined {
  if (outcome === 'conditional' && conditions.length === 0) return say`A conditional go needs at least one condition.`;
  if (outcome === 'go' && conditions.length > 0) return say`A go with conditions is a conditional go.`;
  const past = conditions.find(({ due }) => due <= today);
  return past && say`The condition “${past.title}” must be due after today.`;
}

function openStops({ criteria }: GateResult): string[] {
  return criteria
    .filter(({ stop, state }) => stop && (state === 'unmet' || state === 'unknown'))
    .map(({ title, state }) => `“${title}” is ${state}`);
}

import { defineFact, type Fact } from '@callosum/kernel';
import { handOversOf, standingOf } from '../hand-overs.ts';
import { task } from '../kinds/task.ts';
import { type PartyOf, teamsOf } from '../parties.ts';

const handOversLate = defineFact({
  name: 'planning.hand-overs-late',
  label: 'Hand-overs between teams at risk',
  help: 'Tasks that wait for another team’s task, decision or record which comes later than it is needed, should be there already, or for which no day was agreed.',
  unit: 'tasks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    late: '{{waits}} waits for {{gives}}, who will be late',
    undated: '{{waits}} waits for {{gives}}, and no day is agreed',
    inTime: '{{waits}} waits for {{gives}}, in time',
  },
  select: task,
  judge: (row, graph, at, registry) => {
    // Most tasks wait for nothing; of those nobody asks whose they are.
    let known: PartyOf | undefined;
    const party: PartyOf = (one) => (known ??= teamsOf(graph))(one);
    const found = handOversOf(row, graph, registry, party).map(({ waits, gives, ...days }) => ({
      standing: standingOf(days, at),
      details: { waits: waits.title, gives: gives.title },
    }));
    const worst = ['late', 'undated', 'inTime'].flatMap(
      (standing) => found.find((one) => one.standing === standing) ?? [],
    )[0];
    return worst && { ok: worst.standing === 'inTime', reason: worst.standing, details: worst.details };
  },
});

export const HAND_OVERS: readonly Fact[] = [handOversLate];

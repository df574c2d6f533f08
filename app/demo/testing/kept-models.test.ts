import {
  type Actor,
  type AnswersTeller,
  createKeptModels,
  createSight,
  endOfDay,
  type GraphReader,
  heldSeen,
  type Moment,
  seenGraph,
  tellAnswers,
  type View,
} from '@callosum/kernel';
import { expect, test } from 'vitest';
import { registry } from '../../composition.ts';
import { clinic } from '../clinic/index.ts';
import { play } from './play.ts';

const OWNER: Actor = { account: 'console', roles: ['owner'], offices: [] };
const READERS: readonly Actor[] = [
  OWNER,
  { account: 'clinician', roles: ['clinician'], offices: [] },
  { account: 'partner', roles: ['partner'], offices: [] },
];
const views = [...registry.views.values()].filter(({ home }) => home.includes('project'));

/** What a view tells somebody, as the server asks it. */
function tell(view: View, graph: GraphReader, at: Moment, actor: Actor): unknown {
  const seen = seenGraph(registry, graph, actor);
  const answers = tellAnswers(graph, registry);
  const context = {
    graph: seen,
    at,
    registry,
    held: heldSeen(graph, seen, at, registry),
    answers: (...[to, asked]: Parameters<AnswersTeller>) => (seen.find(to) ? answers(to, asked) : []),
  };
  return view.build(context, {});
}

test('what views tell is kept while a clinic goes live, and is on any day what it would be told from nothing', async () => {
  const told = await play(clinic);
  const models = createKeptModels();
  let asked = 0;
  let worked = 0;
  for (const day of Object.values(clinic.stages).toSorted()) {
    told.to(day);
    // The day is the same, so that what happened is all that makes an answer another one.
    const at = endOfDay(clinic.stages['t-60'], clinic.zone);
    for (const view of views) {
      for (const actor of READERS) {
        asked += 1;
        const sight = createSight(registry, told.graph, actor);
        const { model } = models.of({
          graph: told.graph,
          at,
          registry,
          sight,
          question: view.name,
          tell: (graph, moment) => {
            worked += 1;
            return tell(view, graph, moment, actor);
          },
        });
        expect(model, `${view.name} ${day} ${actor.account}`).toEqual(tell(view, told.graph, at, actor));
      }
    }
  }
  // Of the three at least one is spared the work, in most views.
  expect(worked).toBeLessThan(asked * 0.8);
});

// @vitest-environment happy-dom
import { cleanup, projectView, renderScreen } from '@callosum/web/testing';
import { afterEach, expect, test } from 'vitest';
import { interoperabilityViews } from './index.tsx';
import { RunDetails } from './run-details.tsx';
import type { Run } from './use-runs.ts';

afterEach(cleanup);

const run = (id: string, restsOn: Run['restsOn']): Run => ({
  id,
  ran: '2026-01-02T10:00:00.000Z',
  account: 'somebody',
  way: 'engine',
  passed: 1,
  failed: 0,
  restsOn: { way: 'engine', cases: 'a0f3', ...restsOn, engine: 'callosum-hl7v2 0.2.0' },
  cases: [{ name: 'Admission', passed: true, faults: [], answer: 'AA' }],
});
const runs = [
  run('2', { profile: 'b1', 'MPR-3': 'revision 2, version 4' }),
  run('1', { profile: 'the standard alone', 'MPR-3': 'revision not stated, version 3' }),
];

test('what a run rested on is told in sentences, and what was otherwise in the run before', async () => {
  const { container } = await renderScreen(
    <RunDetails runs={runs} chosen="2" onRun={() => undefined} />,
    'en',
    undefined,
    {
      views: [interoperabilityViews],
      project: projectView(),
    },
  );
  const texts = (of: string): (string | null)[] =>
    [...container.querySelectorAll(of)].map(({ textContent }) => textContent);
  expect(texts('dt')).toEqual([
    'Way of the messages',
    'Cases (SHA-256 of their file)',
    'Profile in full (SHA-256 of its file)',
    'MPR-3',
    'What judged them',
  ]);
  expect(texts('dd')).toEqual([
    'by the engine alone',
    'a0f3',
    'b1In the run before: The standard alone, without a profile',
    'Revision 2, version 4 of the recordIn the run before: No revision stated, version 3 of the record',
    'callosum-hl7v2 0.2.0',
  ]);
  expect(container.textContent).toMatch(/Run by .*, by the engine alone\./);
});

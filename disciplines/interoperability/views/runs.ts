import { attachmentsOf, defineView, type Mention, mentionOf, type ViewContext } from '@callosum/kernel';
import { z } from 'zod';
import { casesOf } from '../cases-of.ts';
import { interfaceTest, type WAYS } from '../kinds/interface-test.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import { tell, type Told } from './told.ts';

/** A test whose cases can be run by the server. */
export interface SuiteLine extends Mention {
  readonly level: string;
  readonly trigger?: string;
  readonly owner?: string;
  readonly of?: Mention;
  /** The file of cases that would be run now, and the one that was. */
  readonly cases: { readonly name: string; readonly hash: string };
  readonly ranCases?: string;
  readonly ranOn?: string;
  readonly sent?: number;
  readonly correct?: number;
  readonly finding?: string;
  /** How it is being run at the moment. */
  readonly asked?: keyof typeof WAYS;
  /** Whether its result stands, and why not (any more); nothing before the first one. */
  readonly told?: Told;
  /** Ways that are open: a test endpoint of the interface listens, the test is run in an environment with an address. */
  readonly ways: readonly (keyof typeof WAYS)[];
}

export interface RunsModel {
  readonly suites: readonly SuiteLine[];
  /** What cases can be made for. */
  readonly subjects: readonly Subject[];
}

/** Suites of cases and whether what came of them stands. Their runs are rows of the server part. */
export const runsView = defineView({
  name: 'runs',
  label: 'Runs of message tests',
  help: 'Tests with cases that the server runs, through the engine or over MLLP: what came of each run case by case, with the versions of everything it rests on, and whether the result still stands.',
  home: ['project'],
  reads: ['interfaceTest', 'interface'],
  opensFor: { kind: interfaceTest.name, choice: 'test' },
  choices: z.object({ test: z.uuid().optional(), run: z.uuid().optional(), make: z.uuid().optional() }),
  build: (context): RunsModel => ({
    subjects: subjectsOf(context.graph),
    suites: [...context.graph.all(interfaceTest)]
      .filter(({ state }) => state !== 'dropped')
      .sort((a, b) => a.number - b.number)
      .flatMap((row): readonly SuiteLine[] => {
        const hash = casesOf(row);
        const file = attachmentsOf(row).findLast((one) => one.hash === hash);
        if (!file) return [];
        const { level, ...fields } = row.fields;
        const [of] = context.graph.out(row.id, 'interfaceTest.tests').flatMap(({ to }) => context.graph.find(to) ?? []);
        const told = tell(context, 'interoperability.tests-failing', row);
        return [
          {
            ...mentionOf(context.graph, row),
            level,
            cases: { name: file.name, hash: file.hash },
            ways: waysOf(context, row.id, of?.id),
            ...(of ? { of: mentionOf(context.graph, of) } : {}),
            ...(told ? { told } : {}),
            ...said(fields),
          },
        ];
      }),
  }),
});

const SAID = ['trigger', 'owner', 'ranCases', 'ranOn', 'sent', 'correct', 'finding', 'asked'] as const;
type Said = Pick<SuiteLine, (typeof SAID)[number]>;

/** What is filled in of the fields that are shown. */
function said(fields: { readonly [Name in keyof Said]?: Said[Name] | undefined }): Said {
  const filled = SAID.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(filled.map((name) => [name, fields[name]]));
}

function waysOf({ graph }: ViewContext, test: string, about: string | undefined): SuiteLine['ways'] {
  const endpoints = about === undefined ? [] : graph.in(about, 'testEndpoint.of');
  const listens = endpoints.some(({ from }) => graph.get(testEndpoint, from)?.state === 'listening');
  const goesOut = graph.out(test, 'interfaceTest.ranIn').length > 0;
  return ['engine', ...(listens ? (['endpoint'] as const) : []), ...(goesOut ? (['mllp'] as const) : [])];
}

import { type Mention, mentionOf, type Row, type ViewContext } from '@callosum/kernel';
import { casesOf } from '../cases-of.ts';
import { isRunAgain } from '../kinds/interface-test.ts';
import type { InterfaceParts } from './interface-parts.ts';
import { tell, type Told } from './told.ts';

/** What is done about a hole: something is filled in, made, or looked at on another screen. */
export type Next =
  | { readonly do: 'fill'; readonly record: Mention }
  | { readonly do: 'make'; readonly kind: string; readonly link: string; readonly to: string }
  | {
      readonly do: 'look';
      readonly view: string;
      readonly choices: Readonly<Record<string, string>>;
      /** Something is begun there. */
      readonly begins?: 'cases' | 'endpoint';
    };

/** What is missing for readiness, and the one next action about it. */
export interface Hole {
  /** What a fact finds; nothing when no profile says what the messages look like. */
  readonly told?: Told;
  readonly next: Next;
}

const of = (name: string): string => `interoperability.${name}`;

/** Facts of the interface itself that somebody answers by filling in its record. */
const FILLED_IN = [
  'interfaces-without-owners',
  'interfaces-without-ends',
  'critical-without-fallback',
  'phi-unprotected',
];

/** What is missing, in the order in which it is done: whose it is, what it carries, how it is mapped, how it is proved, who looks after it. */
export function holesOf(context: ViewContext, row: Row, parts: InterfaceParts): readonly Hole[] {
  const { graph } = context;
  const failing = (fact: string, rows: readonly Row[], next: (told: Told, row: Row) => Next): Hole[] =>
    rows.flatMap((one) => {
      const told = tell(context, of(fact), one);
      return told && !told.ok ? [{ told, next: next(told, one) }] : [];
    });
  const fill = ({ on }: Told): Next => ({ do: 'fill', record: on });
  const make = (kind: string, link: string) => (): Next => ({ do: 'make', kind, link, to: row.id });
  const own = [row];
  return [
    ...FILLED_IN.flatMap((fact) => failing(fact, own, fill)),
    ...failing('interfaces-without-requirement', own, fill),
    ...((row.fields['standard'] ?? 'hl7v2') === 'hl7v2' &&
    !parts.profiles.some(({ fields }) => fields.definition !== undefined)
      ? [{ next: { do: 'look', view: 'messages', choices: { interface: row.id } } } as const]
      : []),
    ...['mapping-coverage', 'mappings-to-review'].flatMap((fact) =>
      failing(fact, parts.mappings, (told, one) =>
        ['mapping.reads', 'mapping.writes'].every((type) => graph.out(one.id, type).length > 0)
          ? { do: 'look', view: 'mapping', choices: { mapping: one.id } }
          : fill(told),
      ),
    ),
    ...failing('critical-maps-open', parts.codeMaps, fill),
    ...failing('codes-lost-silently', parts.codeMaps, fill),
    ...failing('triggers-without-test', own, (told) => (told.reason === 'unlisted' ? fill(told) : madeFor(row)())),
    ...failing('interfaces-ready', own, (told) => {
      const fallen = parts.tests.find(({ number }) => number === told.details['test']);
      if (fallen) return runOf(fallen, mentionOf(graph, fallen));
      const waiting = parts.tests.find((one) => one.fields.level === 'endToEnd' && casesOf(one) !== undefined);
      return waiting ? runOf(waiting, mentionOf(graph, waiting)) : madeFor(row)();
    }),
    ...failing('tests-failing', stillFailing(context, parts), (told, one) => runOf(one, told.on)),
    ...failing('messages-conforming', own, (told) => {
      if (told.reason === 'unsaid') return fill(told);
      const [endpoint] = parts.endpoints;
      return endpoint
        ? { do: 'look', view: 'received', choices: { endpoint: endpoint.id } }
        : { do: 'look', view: 'received', choices: { open: row.id }, begins: 'endpoint' };
    }),
    ...failing('interfaces-without-queue', own, make('queue', 'queue.of')),
    ...['queues-without-owner', 'queues-unreconciled', 'queues-not-counted-lately', 'queues-overfull'].flatMap((fact) =>
      failing(fact, parts.queues, fill),
    ),
  ];
}

/** Cases are made for messages of HL7 version 2; what is tested otherwise is written down. */
function madeFor({ id, fields }: Row): () => Next {
  return () =>
    fields['standard'] === undefined || fields['standard'] === 'hl7v2'
      ? { do: 'look', view: 'runs', choices: { make: id }, begins: 'cases' }
      : { do: 'make', kind: 'interfaceTest', link: 'interfaceTest.tests', to: id };
}

/** A test with cases is run from the page of runs; what came of another one is recorded on its own page. */
function runOf(test: Row, record: Mention): Next {
  return casesOf(test) === undefined
    ? { do: 'fill', record }
    : { do: 'look', view: 'runs', choices: { test: test.id } };
}

/** Runs that failed and were not passed since; those from end to end are told as the proof of the interface. */
function stillFailing({ graph }: ViewContext, { tests }: InterfaceParts): readonly Row[] {
  return tests.filter((one) => one.fields.level !== 'endToEnd' && !isRunAgain(one, graph));
}

import { deidentify } from '@callosum/deid';
import type { Profile } from '@callosum/hl7v2';
import { ENGINE } from '@callosum/hl7v2/version';
import {
  type FieldsOf,
  type GraphReader,
  Refusal,
  refusal,
  say,
  type Row,
  scopedRegistry,
  seenGraph,
} from '@callosum/kernel';
import { type BoundJob, defineJob, type PartServices } from '@callosum/server';
import { z } from 'zod';
import { casesOf } from '../../cases-of.ts';
import { codeMap } from '../../kinds/code-map.ts';
import { environment } from '../../kinds/environment.ts';
import { interfaceTest, type WAYS } from '../../kinds/interface-test.ts';
import { mapping } from '../../kinds/mapping.ts';
import { messageProfile } from '../../kinds/message-profile.ts';
import { testEndpoint } from '../../kinds/test-endpoint.ts';
import { restsText } from '../../rests-on.ts';
import { isForTests } from '../../tests-place.ts';
import { readSuite, type Suite } from '../../suite/model.ts';
import { type CaseResult, engineExchange, type Exchange, runSuite } from '../../suite/run.ts';
import { definitionOf, profileIn, textIn } from '../endpoints/profile.ts';
import type { EndpointSettings } from '../endpoints/settings.ts';
import { newMessageId } from '../ids.ts';
import type { OwnConnections } from '../own-connections.ts';
import { hl7Time } from '../mllp/answers.ts';
import { createSender, type Sender } from '../mllp/sender.ts';
import { insertRun } from './rows.ts';

/** Findings that are told with a failed test. */
const TOLD = 20;
const TOLD_CHARACTERS = 900;
const CONNECT_RETRIES = 1;
const ANSWER_MS = 15_000;

/**
 * Runs the cases of an interface test that somebody asked for: through the engine alone, against the test endpoint of the interface here, or over MLLP
 * against the test environment that the test is run in. Why it cannot be done is recorded as well.
 */
export function casesJob(services: PartServices, settings: EndpointSettings, own: OwnConnections): BoundJob {
  const { registry, graphs, writes } = services;
  return defineJob({
    name: CASES_JOB,
    label: 'Run the cases of an interface test',
    words: { sending: 'Sending the cases', recording: 'Recording what came of them' },
    input: z.strictObject({ test: z.uuid() }),
    // Test messages may be sent twice.
    retries: { most: 2, firstPauseSeconds: 2, longestPauseSeconds: 30 },
    run: async ({ test }, { scope, actor, progress, signal }) => {
      if (scope === null) throw refusal('refused', say`A test is run in its project.`);
      const record = (input: object) =>
        writes.execute({
          scope,
          actor,
          internal: true,
          commands: [{ command: 'interfaceTest.casesRan', input: { id: test, ...input } }],
        });
      const whole = await graphs.of(scope);
      const graph = seenGraph(scopedRegistry(registry, whole), whole, actor, whole);
      const row = graph.get(interfaceTest, test);
      if (!row?.fields.asked) return { value: { state: 'nothing asked for' } };
      let [done, all] = [0, 0];
      const run = newMessageId();
      const count = (cases: number, of: number): void => {
        [done, all] = [cases, of];
        progress(cases / of, 'sending');
      };
      try {
        const { results, input, kept } = await ranBy(
          services,
          { settings, onConnected: (here) => own.opened(here, run) },
          { graph, row, scope },
          { signal, count },
        );
        progress(1, 'recording');
        await insertRun(services.pool, {
          ...kept,
          id: run,
          scope,
          test,
          account: actor.account,
          cases: results,
        });
        await record({ ran: input });
        return { value: { passed: kept.passed, failed: kept.failed } };
      } catch (error) {
        if (isCancelled(signal)) {
          await record({
            blocked: `Cancelled when ${done} of ${all} cases were through. Nothing is recorded of them.`,
          });
        }
        if (signal.aborted) throw error;
        const known = error instanceof Refusal;
        await record({ blocked: known ? error.message : 'Running the cases failed; the log of the server says why.' });
        if (!known) throw error;
        return { value: { state: 'could not be run', why: error.message } };
      } finally {
        own.closed(run);
      }
    },
  });
}

export const CASES_JOB = 'interoperability.cases';
export const casesInput = (test: string) => ({ test });

/** Somebody stopped it; a server that ends meanwhile goes on when it is there again. */
const isCancelled = ({ aborted, reason }: AbortSignal): boolean => aborted && reason === 'cancelled';

async function ranBy(
  { files }: PartServices,
  network: Network,
  { graph, row, scope }: { graph: GraphReader; row: Row<FieldsOf<typeof interfaceTest>>; scope: string },
  { signal, count }: { readonly signal: AbortSignal; readonly count: (done: number, all: number) => void },
) {
  const hash = casesOf(row);
  if (hash === undefined) throw refusal('refused', say`ITS-${row.number} of ${scope} has no cases to run.`);
  const [about] = graph.out(row.id, 'interfaceTest.tests');
  const definition = about && definitionOf(graph, about.to);
  const held = definition === undefined ? undefined : await profileIn(files, definition);
  const suite = await suiteIn(files, hash);
  const line = lineFor(
    row.fields.asked ?? 'engine',
    graph,
    { test: row.id, about: about?.to, profile: held?.profile },
    network,
  );
  let results: readonly CaseResult[];
  // A peer that does not answer is not waited for.
  const hangUp = (): void => line.sender?.close();
  signal.addEventListener('abort', hangUp, { once: true });
  count(0, suite.cases.length);
  try {
    results = await runSuite(suite, {
      profile: held?.profile,
      exchange: line.exchange,
      ...(line.sender ? { began: Date.now() } : {}),
      signal,
      onCase: count,
    });
  } finally {
    signal.removeEventListener('abort', hangUp);
    line.sender?.close();
  }
  const failed = results.filter(({ passed }) => !passed);
  const basis = basisOf(graph, row.id, { way: line.name, cases: hash, profile: definition });
  const told = failed
    .slice(0, TOLD)
    .map(({ name, faults }) => `${name}: ${faults.map(({ message }) => message).join(' ')}`.slice(0, TOLD_CHARACTERS));
  const passed = results.length - failed.length;
  return {
    results,
    input: {
      cases: hash,
      sent: results.length,
      correct: passed,
      engine: ENGINE,
      basis: restsText(basis),
      finding: failed.length === 0 ? null : told.join('\n'),
    },
    kept: {
      way: line.name,
      passed,
      failed: failed.length,
      restsOn: Object.fromEntries([...basis, ['engine', ENGINE]]),
    },
  };
}

/** How many cases of a test are through while they are run; undefined while they are not. */
export async function progressOf(
  { jobs, files }: Pick<PartServices, 'jobs' | 'files'>,
  row: Row<FieldsOf<typeof interfaceTest>>,
): Promise<{ readonly done: number; readonly all: number } | undefined> {
  const hash = casesOf(row);
  const fraction = await jobs.fractionOf(CASES_JOB, casesInput(row.id));
  if (fraction === undefined || hash === undefined) return undefined;
  const read = readSuite(await textIn(files, hash));
  const all = 'problem' in read ? 0 : read.suite.cases.length;
  return { done: Math.round(fraction * all), all };
}

/** Reads the cases. @throws Refusal when they are no cases, or hold what looks like people. */
async function suiteIn(files: PartServices['files'], hash: string): Promise<Suite> {
  const read = readSuite(await textIn(files, hash));
  if ('problem' in read) {
    throw refusal('unreadable-file', say`The file holds no cases. ${read.problem}`, {
      remedy: say`Correct it, and attach it anew.`,
    });
  }
  for (const { name, message } of read.suite.cases) {
    if (message === undefined) continue;
    const { replaced } = deidentify(message.replaceAll('\n', '\r'), {
      mode: 'safe-harbor',
      asOf: new Date().getUTCFullYear(),
    });
    // A control id is the tester's own, and he writes it so that he finds the message again.
    const first = replaced.find(({ path }) => !path?.startsWith('MSH-10'));
    if (!first) continue;
    throw refusal(
      'refused',
      say`The case “${name}” may hold an identifier of a person (${first.path ?? `character ${first.offset}`}: ${first.class}).`,
      {
        remedy: say`Take identifiers out with “callosum deid”, or have the message generated.`,
      },
    );
  }
  return read.suite;
}

/** Where messages may be sent, and who hears of each connection. */
interface Network {
  readonly settings: EndpointSettings;
  readonly onConnected: (here: string) => Promise<void>;
}

interface Line {
  readonly name: string;
  readonly exchange: (message: Parameters<Sender['send']>[0]) => Promise<Exchange>;
  readonly sender?: Sender;
}

/** The way that messages take. @throws Refusal for one that is not open. */
function lineFor(
  way: keyof typeof WAYS,
  graph: GraphReader,
  { test, about, profile }: { test: string; about: string | undefined; profile: Profile | undefined },
  { settings, onConnected }: Network,
): Line {
  if (way === 'engine') return { name: 'engine', exchange: engineExchange(profile, () => hl7Time(new Date())) };
  const target = way === 'endpoint' ? ownTarget(graph, about, settings) : targetOf(graph, test, settings);
  const sender = createSender({
    ...target,
    retries: CONNECT_RETRIES,
    answerMs: ANSWER_MS,
    onConnected,
    ...(settings.tls ? { tls: settings.tls } : {}),
  });
  return {
    name: `MLLP, ${target.host}:${target.port}`,
    sender,
    exchange: async (message) => {
      const { answers, problem } = await sender.send(message);
      return { answer: answers.at(-1), problem: problem?.sentence };
    },
  };
}

function ownTarget(graph: GraphReader, about: string | undefined, { host }: EndpointSettings) {
  const endpoints =
    about === undefined
      ? []
      : graph.in(about, 'testEndpoint.of').flatMap(({ from }) => graph.get(testEndpoint, from) ?? []);
  const open = endpoints.find(({ state, fields }) => state === 'listening' && fields.port !== undefined);
  if (open?.fields.port !== undefined) return { host, port: open.fields.port };
  throw refusal('refused', say`No test endpoint of this interface listens.`, { remedy: say`Start one.` });
}

function targetOf(graph: GraphReader, test: string, { targets }: EndpointSettings) {
  const [place] = graph.out(test, 'interfaceTest.ranIn').flatMap(({ to }) => graph.get(environment, to) ?? []);
  if (!place) {
    throw refusal('refused', say`The test is run in no environment.`, { remedy: say`Link it to a test environment.` });
  }
  if (!isForTests(place.fields.purpose)) {
    throw refusal('refused', say`ENV-${place.number} is no test environment: no test messages are sent there.`, {
      remedy: say`Link the test to a test environment.`,
    });
  }
  const address = (place.fields.address ?? '').trim();
  const [, host, port] = /^(?:mllps?:\/\/)?([^:/\s]+):(\d{1,5})$/.exec(address) ?? [];
  if (host === undefined || port === undefined) {
    throw refusal('refused', say`ENV-${place.number} has no address that messages can be sent to.`, {
      remedy: say`Write host:port there, such as test.example.org:2575.`,
    });
  }
  if (!targets.includes(`${host}:${port}`)) {
    throw refusal('refused', say`This installation sends no test messages to ${host}:${port}.`, {
      remedy: say`Whoever runs it adds it to CALLOSUM_MLLP_TARGETS.`,
    });
  }
  return { host, port: Number(port) };
}

/** Versions of everything a run rests on, by name. */
function basisOf(
  graph: GraphReader,
  test: string,
  { way, cases, profile }: { way: string; cases: string; profile: string | undefined },
): [string, string][] {
  const linked = graph.out(test, 'interfaceTest.restsOn').map(({ to }) => to);
  const maps = linked.flatMap((id): [string, string][] => {
    const map = graph.get(codeMap, id);
    const rule = graph.get(mapping, id);
    const told = graph.get(messageProfile, id);
    if (map) return [[`CDM-${map.number}`, `revision ${map.fields.revision ?? 'not stated'}, version ${map.version}`]];
    if (rule)
      return [[`MPG-${rule.number}`, `revision ${rule.fields.revision ?? 'not stated'}, version ${rule.version}`]];
    return told
      ? [[`MPR-${told.number}`, `revision ${told.fields.revision ?? 'not stated'}, version ${told.version}`]]
      : [];
  });
  return [['way', way], ['cases', cases], ['profile', profile ?? 'the standard alone'], ...maps];
}

import { type Actor, attachmentsOf, type Json, reasonText, refusal, type Row, say } from '@callosum/kernel';
import { documentRequest, registerRequest } from '@callosum/kernel/contract';
import type { Format, Report } from '@callosum/kernel/report';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import type { Services } from '../http/context.ts';
import type { Settings } from '../identity/settings.ts';
import { type BoundJob, defineJob, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { presentTold } from '../readiness/present.ts';
import { type Scope, scopeById } from '../store/scopes.ts';
import { type AsOf, type Evidence, gatherEvidence } from './evidence.ts';
import { MEDIA_TYPES, print } from './print.ts';
import { registerReport } from './register.ts';
import { signaturesOf } from './signatures.ts';
import { houseStyle } from './style.ts';

type Parts = Pick<Services, 'pool' | 'db' | 'registry' | 'graphs' | 'readiness' | 'files' | 'log'> & {
  readonly settings: Settings;
};

const WORDS = {
  reading: 'Reading the project',
  composing: 'Composing',
  printing: 'Printing',
  keeping: 'Keeping the file',
};
const RETRIES = { most: 2, firstPauseSeconds: 2, longestPauseSeconds: 30 };

/** Jobs that put a project on paper: what a discipline declares, and any register as it is seen. */
export function documentJobs(parts: Parts): readonly BoundJob[] {
  return [
    defineJob({
      name: 'document',
      label: 'Document',
      words: WORDS,
      input: documentRequest,
      retries: RETRIES,
      keep: true,
      run: (input, context) =>
        produce(parts, context, input.format, { day: input.at, position: input.position }, (scope, actor, evidence) =>
          composeDocument(parts, scope, actor, evidence, input),
        ),
    }),
    defineJob({
      name: 'register',
      label: 'Register',
      words: WORDS,
      input: registerRequest,
      retries: RETRIES,
      run: (input, context) =>
        produce(parts, context, input.format, { day: input.at }, async (scope, actor, evidence) => ({
          name: input.kind,
          report: await registerReport(parts, scope, actor, input, evidence),
        })),
    }),
  ];
}

type Compose = (scope: Scope, actor: Actor, evidence: Evidence) => Promise<{ name: string; report: Report }>;

async function produce(
  parts: Parts,
  { scope: scopeId, actor, asking, progress, signal }: JobContext,
  format: Format,
  asOf: AsOf,
  compose: Compose,
): Promise<JobOutcome> {
  progress(0.05, 'reading');
  const scope = await scopeById(parts.db, scopeId ?? '');
  const evidence = await gatherEvidence(parts, scope, { actor, asking }, asOf);
  signal.throwIfAborted();
  progress(0.4, 'composing');
  const { name, report } = await compose(scope, actor, evidence);
  const style = await parts.settings.read(houseStyle);
  signal.throwIfAborted();
  progress(0.6, 'printing');
  const { stamp, position } = evidence;
  const content = await print({ report, stamp, style }, format, { signal, log: parts.log });
  signal.throwIfAborted();
  progress(0.95, 'keeping');
  const stored = await parts.files.put(Readable.from([content]), actor.account);
  return {
    file: { ...stored, name: `${scope.key}-${name}-${stamp.asOf.today}.${format}`, type: MEDIA_TYPES[format] },
    value: {
      document: name,
      title: report.title,
      subtitle: report.subtitle ?? null,
      format,
      asOf: stamp.asOf.today,
      sequence: stamp.sequence,
      head: stamp.head,
      position: { ...position, above: position.above.map((one) => ({ ...one })) },
      sha256: stored.hash,
    },
  };
}

async function composeDocument(
  parts: Parts,
  scope: Scope,
  actor: Actor,
  { view, graph, notShown, nameOf }: Evidence,
  input: z.infer<typeof documentRequest>,
): Promise<{ name: string; report: Report }> {
  const declared = parts.registry.documents.get(input.document);
  if (!declared) throw refusal('not-found', say`There is no document called “${input.document}”.`);
  const subject = input.subject === undefined ? undefined : graph.find(input.subject);
  if (declared.subject !== undefined && (!subject || subject.kind !== declared.subject)) {
    throw refusal('not-found', say`${declared.label}: there is no such record at that time, or you may not see it.`, {
      path: ['subject'],
    });
  }
  const context = {
    graph,
    at: view.at,
    readiness: await presentTold(parts, scope, actor, await parts.readiness.tell(scope, view)),
    notShown,
    nameOf,
    reasonOf: (fact: string, reason: string, details: Readonly<Record<string, Json>>) =>
      reasonText(parts.registry.facts.get(fact), reason, details),
    ...(subject ? { subject } : {}),
    signatures: subject ? await signaturesOf(parts.pool, scope.id, subject.id, view.graph.sequence()) : [],
    parts: [],
  };
  const sections = parts.registry.documentParts(declared.name).flatMap((part) => part.build(context));
  const read = await declared.fromFiles?.(context, (hash) => fileOf(parts, subject, hash));
  return { name: declared.name, report: declared.build({ ...context, parts: [...(read ?? []), ...sections] }) };
}

/** A file of the record as its reader may see it. @throws Refusal `not-found` for any other. */
async function fileOf({ files }: Parts, subject: Row | undefined, hash: string): Promise<string> {
  if (!attachmentsOf(subject).some((file) => file.hash === hash)) {
    throw refusal('not-found', say`That file does not belong to this record.`);
  }
  return text(await files.read(hash));
}

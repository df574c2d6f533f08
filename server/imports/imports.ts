import {
  type Actor,
  createGraph,
  createSight,
  type Json,
  Refusal,
  refusal,
  type Registry,
  type Role,
  type SentenceForm,
  say,
  sentenceOf,
  Problem,
  verbatim,
} from '@callosum/kernel';
import { type importDiff, importIssue, templateMade } from '@callosum/kernel/contract';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Access } from '../identity/access.ts';
import type { Files } from '../files/files.ts';
import type { Schema } from '../store/schema.ts';
import { findScope, organisation } from '../store/scopes.ts';
import type { Scopes } from '../scopes/scopes.ts';
import type { CommandRequest, WritePath } from '../write/execute.ts';
import { rememberRun } from './runs.ts';
import type { Importer, ImportRequest, ImportWarning, ReadPlan } from './importer.ts';

export type ImportAnswer = z.infer<typeof importDiff>;

interface Parts {
  readonly pool: Pool;
  readonly db: Kysely<Schema>;
  readonly files: Files;
  readonly access: Access;
  readonly writes: WritePath;
  readonly importers: readonly Importer[];
  readonly registry: Registry;
  readonly scopes: Scopes;
}

export interface Imports {
  /** Imports an uploaded file, or with `dryRun` says what an import would change. Whole or not at all. */
  readonly run: (actorOf: ActorOf, request: ImportRequest, dryRun: boolean) => Promise<ImportAnswer>;
}

/** The rights of whoever asks, in a scope. */
export type ActorOf = (scope: string) => Promise<Actor>;

const count = z.number().int().nonnegative();
const warning = importIssue.omit({ file: true }).extend({ line: z.number().optional() });
const changed = z.object({ created: count, updated: count, restored: count, removed: count, unchanged: count });
const json: z.ZodType<Json> = z.json();

/** How every import command answers. */
const result = changed.extend({
  gone: count,
  links: z.object({ added: count, changed: count, removed: count }),
  byKind: z.record(z.string(), changed),
  diff: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      action: z.enum(['create', 'update', 'remove', 'restore']),
      fields: z.array(z.object({ name: z.string(), before: json, after: json })),
    }),
  ),
  warnings: z.array(warning),
  goLive: z.string().nullable(),
});

/** Looked at before a file is read; the import's command says the same when it is run. */
const IMPORTERS: ReadonlySet<Role> = new Set(['owner', 'manager']);

export function createImports(parts: Parts): Imports {
  return {
    run: async (actorOf, request, dryRun) => {
      const known = await findScope(parts.db, request.key);
      const parent = await organisation(parts.db);
      const actor = await actorOf(known?.id ?? parent.id);
      if (actor.readOnly || !actor.roles.some((role) => IMPORTERS.has(role))) {
        throw refusal(
          'not-allowed',
          known
            ? say`Only an owner or a manager may import into this project.`
            : say`Only an owner or a manager of the organisation may start a project.`,
        );
      }
      const plan = await readPlan(parts, request);
      if (known && request.template) {
        throw refusal('refused', say`${request.key} is there already; a template is for a new project.`, {
          path: ['template'],
          remedy: say`Import the plan without it.`,
        });
      }
      const fill = request.template && fillOnto(parts.registry, request.template);
      const command = plan.command({ newProject: known === undefined && !fill, request });
      const executed = known
        ? await parts.writes.execute({ scope: known.id, actor, commands: [command], dryRun, internal: true })
        : await parts.scopes.create(
            actor,
            {
              type: 'project',
              parent,
              key: request.key,
              title: request.title ?? plan.title,
              zone: request.zone ?? 'UTC',
            },
            { also: [command, ...(fill ? [fill] : [])], dryRun },
          );
      // What made the project is not taken back: a project without its plan is none.
      if (known && !dryRun) {
        const run = { source: 'plan', kind: null, file: request.name, account: actor.account } as const;
        await rememberRun(parts, known.id, run, executed);
      }
      const { whole } = createSight(parts.registry, createGraph(), actor);
      const done = withTemplate(result.parse(executed.results?.[known ? 0 : 1]), fill && executed.result);
      // What would change is told record by record only where every record may be seen; the rest is counted.
      return present(request, plan, known === undefined, {
        ...done,
        diff: done.diff.filter(({ kind }) => whole(kind)),
      });
    },
  };
}

/** What the template brings besides the plan. */
function fillOnto({ templates }: Registry, { name, answers }: NonNullable<ImportRequest['template']>): CommandRequest {
  if (!templates) throw refusal('refused', say`This installation has no templates.`, { path: ['template'] });
  return { command: templates.fill, input: { template: name, ...(answers ? { answers } : {}), ontoPlan: true } };
}

/** What the import did, with what the template made besides. */
function withTemplate(done: z.infer<typeof result>, filled: Json | undefined): z.infer<typeof result> {
  if (filled === undefined) return done;
  const { counts, warnings } = templateMade.parse(filled);
  const byKind = { ...done.byKind };
  for (const { kind, count: created } of counts) {
    const before = byKind[kind] ?? { created: 0, updated: 0, restored: 0, removed: 0, unchanged: 0 };
    byKind[kind] = { ...before, created: before.created + created };
  }
  return {
    ...done,
    created: counts.reduce((sum, { count: made }) => sum + made, done.created),
    byKind,
    warnings: [...done.warnings, ...warnings],
  };
}

async function readPlan(parts: Parts, request: ImportRequest): Promise<ReadPlan> {
  const [importer] = parts.importers;
  if (!importer) throw refusal('refused', say`This installation has no importer.`);
  const content = await parts.files.read(request.file);
  try {
    return await importer.read(content, { name: request.name, hash: request.file });
  } catch (error) {
    throw unreadable(error, request.name);
  } finally {
    content.destroy();
  }
}

interface FileFault extends Error {
  readonly remedy: string;
  /** What a translation needs; a reader that knows nothing of sentences has its own words. */
  readonly sentences?: { readonly message: SentenceForm; readonly remedy: SentenceForm };
  readonly line?: number;
  readonly column?: number;
}

function isFileFault(error: unknown): error is FileFault {
  return error instanceof Error && 'remedy' in error && typeof error.remedy === 'string';
}

function unreadable(error: unknown, name: string): unknown {
  if (!isFileFault(error)) return error;
  const { line, column, sentences } = error;
  const what = sentences ? sentenceOf(sentences.message) : verbatim(error.message);
  return new Refusal([
    new Problem({
      code: 'unreadable-file',
      message:
        line === undefined
          ? say`${name}: ${what}`
          : column === undefined
            ? say`${name} (line ${line}): ${what}`
            : say`${name} (line ${line}, column ${column}): ${what}`,
      path: ['file'],
      remedy: sentences ? sentenceOf(sentences.remedy) : verbatim(error.remedy),
    }),
  ]);
}

function present(
  request: ImportRequest,
  plan: ReadPlan,
  newProject: boolean,
  done: z.infer<typeof result>,
): ImportAnswer {
  const { warnings, byKind, diff, ...counts } = done;
  const told = new Map<string, ImportWarning>();
  for (const one of [...plan.warnings, ...warnings]) told.set(`${one.code} ${one.line ?? ''} ${one.message}`, one);
  return {
    project: request.key,
    newProject,
    title: request.title ?? plan.title,
    start: plan.start ?? null,
    finish: plan.finish ?? null,
    milestones: plan.milestones.map(({ uid, title, date }) => ({ uid, title, date: date ?? null })),
    ...counts,
    byKind: Object.entries(byKind).map(([kind, of]) => ({ kind, ...of })),
    rows: diff,
    warnings: [...told.values()].map(({ code, message, sentences, line }) => ({
      code,
      message,
      sentences,
      file: request.name,
      line: line ?? null,
    })),
  };
}

import { currentProject, type ProjectRow } from '@callosum/foundation';
import { type Role, Refusal, refusal, say } from '@callosum/kernel';
import { defineQuestion, type PartServices, type ServerPart, todayIn } from '@callosum/server';
import { z } from 'zod';
import { originOf } from '../import/as-imported.ts';
import { PLAN_SOURCES, planFile } from '../import/plan-file.ts';
import { plain } from '../import/values.ts';
import { FILE_FORMATS, type FileFormat, handOver, type Origin } from '../plan/hand-over.ts';
import { recordsOf } from '../plan/records.ts';

/** Who could have brought the file: it holds what no record shows, such as rates. */
const IMPORTERS: ReadonlySet<Role> = new Set(['owner', 'manager']);

/** Why a plan is written from its records alone. */
type Anew = 'no-file' | 'other-format' | 'not-here' | 'not-yours';

/** What planning does that needs the files of imports. */
export function planningPart({ files }: PartServices): ServerPart {
  return {
    name: 'planning',
    questions: [
      defineQuestion({
        name: 'file',
        input: z.strictObject({ format: z.enum(FILE_FORMATS).optional() }),
        answer: async ({ format: wanted }, { scope, actor, graph }) => {
          const project = currentProject(graph);
          if (!project) throw refusal('not-found', say`There is no plan here.`);
          const mayHave = actor.roles.some((role) => IMPORTERS.has(role));
          const format = wanted ?? usualFormat(project);
          const found = mayHave ? await fileOf(files, project, format) : 'not-yours';
          const kept = typeof found === 'string' ? undefined : found;
          const source = PLAN_SOURCES[format];
          const records = recordsOf(graph, source);
          if (!records) throw refusal('not-found', say`There is no plan here.`);
          const anew = typeof found === 'string' ? found : null;
          const { text, given, losses } = handOver(records, todayIn(scope), { format, origin: kept });
          return {
            name: `${scope.key}.xml`,
            text,
            anew,
            format,
            source,
            given: mayHave ? given.map(({ record, as }) => ({ record, as })) : [],
            losses: losses.map(({ message, sentences }) => ({ message, sentences: plain(sentences) })),
          };
        },
      }),
    ],
    jobs: [],
  };
}

type Files = Pick<PartServices, 'files'>['files'];

/** A plan of Primavera goes back there. */
function usualFormat({ fields }: ProjectRow): FileFormat {
  return fields.lagCalendar === undefined ? 'mspdi' : 'pmxml';
}

/** The file the plan was imported from last, or why there is none to write into. */
async function fileOf(files: Files, project: ProjectRow, format: FileFormat): Promise<Origin | Anew> {
  const { planHash } = project.fields;
  if (planHash === undefined) return 'no-file';
  const bytes = await contentOf(files, planHash);
  if (!bytes) return 'not-here';
  const read = planFile(bytes);
  return (read.format === format ? originOf(read, project) : undefined) ?? 'other-format';
}

/** A file that was redacted, or that a back-up without files left out, is not here. */
async function contentOf(files: Files, hash: string): Promise<Uint8Array | undefined> {
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of await files.read(hash)) pieces.push(asBytes(piece));
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof Refusal && error.problems.some(({ code }) => code === 'not-found')) return undefined;
    throw error;
  }
}

function asBytes(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  throw new TypeError('A file is read as bytes');
}

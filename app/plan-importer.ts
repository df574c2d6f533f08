import { say } from '@callosum/kernel';
import {
  DEFAULT_LIMITS,
  formatOf,
  PlanFileError,
  type Plan,
  type PlanFormat,
  type PlanWarning,
  readMspdi,
  readPlan,
} from '@callosum/schedule';
import { PLAN_SOURCES } from '@callosum/planning';
import type { Importer, ImportRequest } from '@callosum/server';

/** What a project's title may hold. */
const LONGEST_TITLE = 300;

/** Plans of Microsoft Project (XML) and Primavera P6 (XML, XER), and Callosum's own, into a project. */
export const planImporter: Importer = {
  name: 'plan',
  read: async (content, file) => {
    const { plan, warnings, format } = await readAny(content);
    const { title, name, start, finish } = plan.properties;
    return {
      title: titleOf([title, name, file.name]),
      start,
      finish,
      milestones: plan.tasks
        .filter((task) => task.milestone && task.active && !task.summary)
        .map((task) => ({ uid: task.uid, title: task.name ?? '', date: task.stored.finish?.slice(0, 10) })),
      warnings: warnings.map(({ code, message, sentences, line }) => ({ code, message, sentences, line })),
      command: ({ newProject, request }) => ({
        command: 'plan.import',
        input: {
          plan,
          file,
          source: PLAN_SOURCES[format],
          gates: newProject,
          ...(request.gone === undefined ? {} : { gone: request.gone }),
          warnings,
          ...goLiveOf(request),
        },
      }),
    };
  },
};

/** Microsoft Project XML as it streams by; the other formats need the file as a whole. */
async function readAny(
  content: AsyncIterable<Uint8Array>,
): Promise<{ plan: Plan; warnings: readonly PlanWarning[]; format: PlanFormat }> {
  const pieces = content[Symbol.asyncIterator]();
  const first = await pieces.next();
  const head = first.done === true ? new Uint8Array() : first.value;
  const format = formatOf(head);
  if (format === 'mspdi') return { format, ...(await readMspdi(joined(head, pieces))) };
  const all: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of joined(head, pieces)) {
    bytes += piece.length;
    if (bytes > DEFAULT_LIMITS.maxBytes) {
      throw new PlanFileError('too-large', say`It has more than ${DEFAULT_LIMITS.maxBytes} bytes.`, { byte: bytes });
    }
    all.push(piece);
  }
  return readPlan(Buffer.concat(all));
}

async function* joined(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  for (;;) {
    const { done, value } = await rest.next();
    if (done === true) return;
    yield value;
  }
}

/** The first that says something; an empty title is as good as none, and a file's name needs no ending. */
function titleOf(candidates: readonly (string | undefined)[]): string {
  const found = candidates.map((candidate) => candidate?.trim().replace(/\.(xml|mpp|xer|json)$/i, '')).find(Boolean);
  return (found ?? 'Plan').slice(0, LONGEST_TITLE);
}

function goLiveOf({ goLive }: ImportRequest): { goLive?: { milestone?: number; date?: string } } {
  return goLive === undefined ? {} : { goLive };
}

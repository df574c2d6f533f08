import { readMspdi } from '@callosum/schedule';
import type { Importer, ImportRequest } from '@callosum/server';

/**
 * Under which name a plan's ids are remembered. A project has one plan, whatever its file is called this week, so
 * that a later version finds its tasks again.
 */
const SOURCE = 'mspdi';

/** What a project's title may hold. */
const LONGEST_TITLE = 300;

/** Microsoft Project XML into a project. */
export const planImporter: Importer = {
  name: 'mspdi',
  read: async (content, file) => {
    const { plan, warnings } = await readMspdi(content);
    const { title, name, start, finish } = plan.properties;
    return {
      title: titleOf([title, name, file.name]),
      start,
      finish,
      milestones: plan.tasks
        .filter((task) => task.milestone && task.active && !task.summary)
        .map((task) => ({ uid: task.uid, title: task.name ?? '', date: task.stored.finish?.slice(0, 10) })),
      warnings: warnings.map(({ code, message, line }) => ({ code, message, line })),
      command: ({ newProject, request }) => ({
        command: 'plan.import',
        input: { plan, file, source: SOURCE, gates: newProject, warnings, ...goLiveOf(request) },
      }),
    };
  },
};

/** The first that says something; an empty title is as good as none, and a file's name needs no ending. */
function titleOf(candidates: readonly (string | undefined)[]): string {
  const found = candidates.map((candidate) => candidate?.trim().replace(/\.(xml|mpp)$/i, '')).find(Boolean);
  return (found ?? 'Plan').slice(0, LONGEST_TITLE);
}

function goLiveOf({ goLive }: ImportRequest): { goLive?: { milestone?: number; date?: string } } {
  return goLive === undefined ? {} : { goLive };
}

import { refusal, say, ofIssue } from '@callosum/kernel';
import { projectKey, templateChoice } from '@callosum/kernel/contract';
import { organisation, scopeByKey } from '@callosum/server';
import { registry } from '../composition.ts';
import { actingIn } from './acting.ts';
import { inStore, tellLine, type StoreOptions } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { readUserFile } from './user-files.ts';

export interface CreateArguments extends StoreOptions {
  readonly key: string;
  readonly template: string;
  readonly title?: string;
  readonly zone: string;
  readonly programme?: string;
  readonly goLive?: string;
  readonly answers?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const MOST_BYTES = 65_536;
const NOTHING_MADE = say`Nothing was made.`;

/** Makes a project out of a template. @returns the exit status. */
export async function createFromTemplate(options: CreateArguments): Promise<number> {
  const key = projectKey.safeParse(options.key);
  if (!key.success) throw refusal('invalid', say`--key: ${ofIssue(key.error.issues[0])}.`, { remedy: NOTHING_MADE });
  const template = await choiceOf(options);
  const title = options.title ?? key.data;
  return inStore(options, async (installation) => {
    const { db, scopes } = installation;
    const parent = await (options.programme === undefined ? organisation(db) : scopeByKey(db, options.programme));
    const actor = await (await actingIn(installation)).in(parent.id);
    const request = { type: 'project', parent, key: key.data, title, zone: options.zone, template } as const;
    const { made } = await scopes.create(actor, request, { dryRun: options.dryRun });
    if (!made) throw new Error('The template did not say what it made');
    const created = made.counts.reduce((sum, { count }) => sum + count, 0);
    if (!options.json) for (const { message } of made.warnings) tellLine(message);
    const counts = made.counts.map(({ kind, count }) => {
      const { one, many } = registry.kinds.get(kind)?.label ?? { one: kind, many: kind };
      return counted(count, one.toLowerCase(), many.toLowerCase());
    });
    printResult(options.json, { project: key.data, created, updated: 0, ...made }, [
      `${key.data} ${title}`,
      `${counted(created, 'record')} ${options.dryRun ? 'would be ' : ''}created: ${counts.join(', ')}.`,
      `The plan runs from ${made.start} to ${made.finish}. Go-live: ${made.goLive}.`,
      ...made.gates.map((gate) => `${gate.date}  ${gate.title}`),
    ]);
    return 0;
  });
}

/** @throws Refusal that names the option, or FileError. */
export async function choiceOf({
  template,
  goLive,
  answers,
}: Pick<CreateArguments, 'template' | 'answers'> & { readonly goLive?: unknown }) {
  const given = answers === undefined ? {} : { answers: await readAnswers(answers) };
  const choice = templateChoice.safeParse({ name: template, goLive, ...given });
  if (choice.success) return choice.data;
  const [issue] = choice.error.issues;
  const option = { name: 'template', goLive: 'go-live' }[String(issue?.path[0])] ?? 'answers';
  const place = issue?.path.slice(1).join('.') ?? '';
  throw refusal('invalid', say`--${option}${place === '' ? '' : ` (${place})`}: ${ofIssue(issue)}.`, {
    remedy: option === 'answers' ? say`Write the answers as {"phi": "yes", "sites": 2}.` : NOTHING_MADE,
  });
}

/** Answers to a template's questions, as somebody wrote them into a file. @throws Refusal, or FileError. */
export async function readAnswers(path: string): Promise<unknown> {
  const text = await readUserFile(path, MOST_BYTES);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw refusal('invalid', say`${path} is not JSON.`, {
      remedy: say`Write the answers as {"phi": "yes", "sites": 2}.`,
    });
  }
}

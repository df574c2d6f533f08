import { withDates, writeMspdi, writePlanJson } from '@callosum/schedule';
import type { PlanRead } from '@callosum/schedule';
import { refusal, say } from '@callosum/kernel';
import { extname } from 'node:path';
import { readPlanFile } from './plan-files.ts';
import { tellLine } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { writeWhole } from './user-files.ts';

export interface ConvertArguments {
  readonly json: boolean;
}

/** What is written, by the ending of the file's name. */
const WRITERS: ReadonlyMap<string, { readonly format: string; readonly write: (read: PlanRead) => string }> = new Map([
  ['.xml', { format: 'mspdi', write: ({ plan, original }) => writeMspdi(withDates(plan), original) }],
  ['.json', { format: 'json', write: ({ plan, original }) => writePlanJson({ plan, original }) }],
]);

/** Converts a plan file. @returns the exit status. */
export async function convertPlan(from: string, to: string, { json }: ConvertArguments): Promise<number> {
  const writer = WRITERS.get(extname(to).toLowerCase());
  if (writer === undefined) {
    throw refusal('invalid', say`${to} does not end with ${[...WRITERS.keys()].join(' or ')}.`, {
      remedy: say`Microsoft Project XML is written as .xml, Callosum’s own JSON as .json; other formats are read only.`,
    });
  }
  const read = await readPlanFile(from);
  await writeWhole(to, writer.write(read));
  for (const { line, message } of json ? [] : read.warnings)
    tellLine(`${from}${line === undefined ? '' : `:${line}`}: ${message}`);
  const { tasks, links } = read.plan;
  const warnings = read.warnings.map(({ code, message, line }) => ({ code, message, line: line ?? null }));
  printResult(json, { from: read.format, to: writer.format, tasks: tasks.length, links: links.length, warnings }, [
    `${from} (${read.format}) → ${to} (${writer.format}): ${counted(tasks.length, 'task')}, ${counted(links.length, 'link')}` +
      (warnings.length === 0 ? '.' : `, ${counted(warnings.length, 'warning')}.`),
  ]);
  return 0;
}

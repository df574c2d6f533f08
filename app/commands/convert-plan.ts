import { withDates, writeMspdi, writePlanJson, writePmxml } from '@callosum/schedule';
import type { PlanRead, PlanWarning } from '@callosum/schedule';
import { refusal, say } from '@callosum/kernel';
import { extname } from 'node:path';
import { readPlanFile } from './plan-files.ts';
import { tellLine } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { writeWhole } from './user-files.ts';

export interface ConvertArguments {
  readonly json: boolean;
}

interface Written {
  readonly text: string;
  readonly warnings?: readonly PlanWarning[];
}

/** What is written, by the ending of the file's name. A file keeps what is unknown of it where it stays in its own format. */
const WRITERS: ReadonlyMap<string, { readonly format: string; readonly write: (read: PlanRead) => Written }> = new Map([
  [
    '.xml',
    {
      format: 'mspdi',
      write: ({ plan, original }) => ({ text: writeMspdi(withDates(plan), ofSource(plan, 'mspdi', original)) }),
    },
  ],
  [
    '.pmxml',
    {
      format: 'pmxml',
      write: ({ plan, original }) => {
        const kept = ofSource(plan, 'pmxml', original);
        const { xml, warnings } = writePmxml(kept === undefined ? withDates(plan) : plan, kept);
        return { text: xml, warnings };
      },
    },
  ],
  ['.json', { format: 'json', write: ({ plan, original }) => ({ text: writePlanJson({ plan, original }) }) }],
]);

function ofSource({ source }: PlanRead['plan'], format: PlanRead['plan']['source'], original: string | undefined) {
  return source === format ? original : undefined;
}

/** Converts a plan file. @returns the exit status. */
export async function convertPlan(from: string, to: string, { json }: ConvertArguments): Promise<number> {
  const writer = WRITERS.get(extname(to).toLowerCase());
  if (writer === undefined) {
    throw refusal('invalid', say`${to} does not end with ${[...WRITERS.keys()].join(' or ')}.`, {
      remedy: say`Microsoft Project XML is written as .xml, Primavera P6 XML as .pmxml, Callosum’s own JSON as .json; XER is read only.`,
    });
  }
  const read = await readPlanFile(from);
  const { text, warnings: lost = [] } = writer.write(read);
  await writeWhole(to, text);
  for (const { line, message } of json ? [] : [...read.warnings, ...lost])
    tellLine(`${from}${line === undefined ? '' : `:${line}`}: ${message}`);
  const { tasks, links } = read.plan;
  const warnings = [...read.warnings, ...lost].map(({ code, message, line }) => ({
    code,
    message,
    line: line ?? null,
  }));
  printResult(json, { from: read.format, to: writer.format, tasks: tasks.length, links: links.length, warnings }, [
    `${from} (${read.format}) → ${to} (${writer.format}): ${counted(tasks.length, 'task')}, ${counted(links.length, 'link')}` +
      (warnings.length === 0 ? '.' : `, ${counted(warnings.length, 'warning')}.`),
  ]);
  return 0;
}

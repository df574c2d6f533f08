import { compareProfiles, definitionsFor, loadStandard } from '@callosum/hl7v2';
import type { GapAnswer, Profile } from '@callosum/hl7v2';
import { readProfileAt } from './hl7-profiles.ts';
import { printResult } from './terminal.ts';

/** Rows of a question that are printed for people; JSON holds them all. */
const SHOWN = 25;

/** Answers the eight questions about two profiles. @returns the exit status. */
export async function compareProfilesAt(a: string, b: string, { json }: { readonly json: boolean }): Promise<number> {
  const analysis = compareProfiles(await profileAt(a), await profileAt(b));
  printResult(json, analysis, [
    `${analysis.a} and ${analysis.b}`,
    ...analysis.questions.flatMap((question) => linesOf(question)),
  ]);
  return analysis.questions.some(({ answer }) => answer === 'no') ? 1 : 0;
}

async function profileAt(path: string): Promise<Profile> {
  const version = definitionsFor(path);
  return version === undefined ? readProfileAt(path) : loadStandard(version);
}

const MARKS = { yes: '●', no: '▲', look: '○' } as const;

function linesOf({ question, answer, rows }: GapAnswer): string[] {
  return [
    `${MARKS[answer]} ${question}${rows.length === 0 ? '' : ` ${rows.length}`}`,
    ...rows.slice(0, SHOWN).map(({ path, a, b, text }) => `  ${path}: ${a || '–'} | ${b || '–'}  ${text}`),
    ...(rows.length > SHOWN ? [`  and ${rows.length - SHOWN} more; --json lists them all.`] : []),
  ];
}

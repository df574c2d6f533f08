import type { Profile } from '@callosum/hl7v2';
import { readSuite } from '../../suite/model.ts';
import { type CaseResult, engineExchange, runSuite } from '../../suite/run.ts';

export type RunOfCases = readonly CaseResult[];

/** Runs a file of cases through the engine alone. @param now as answers write it @throws Error for what holds no cases */
export async function casesByEngine(text: string, profile: Profile, now: string): Promise<RunOfCases> {
  const read = readSuite(text);
  if ('problem' in read) throw new Error(read.problem.text);
  return runSuite(read.suite, { profile, exchange: engineExchange(profile, () => now) });
}

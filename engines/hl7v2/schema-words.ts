import type { z } from 'zod';
import { english, say, type Said } from './say.ts';

/** What a rule of a schema says, so that {@link issueWords} finds the sentence again. */
export function asIssue(said: Said, path: PropertyKey[] = []) {
  return { code: 'custom' as const, path, message: english(said), params: { said } };
}

/** What a schema found wrong, and where: in our words where a rule of ours found it, else as the library has it. */
export function issueWords({ path, message, ...issue }: z.core.$ZodIssue): Said {
  const place = path.map(String).join('.');
  const said: unknown = 'params' in issue ? issue.params?.['said'] : undefined;
  const what = isSaid(said) ? said : message;
  return place === '' ? say`At the top: ${what}.` : say`At ${place}: ${what}.`;
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && 'key' in value && 'values' in value;
}

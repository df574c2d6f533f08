import type { Decision } from '@callosum/kernel';

/** A command's refusal with what to do about it. */
export function refuse(code: 'not-found' | 'refused' | 'invalid', message: string, remedy?: string): Decision {
  return { problems: [{ severity: 'error', code, message, ...(remedy === undefined ? {} : { remedy }) }] };
}

import { Refusal } from '@callosum/kernel';

/** What went wrong, in one line: what, where, what to do. Unknown faults keep their trace for a report. */
export function describeFailure(error: unknown): string {
  if (error instanceof Refusal) return error.message.replaceAll('\n', ' ');
  if (!(error instanceof Error)) return String(error);
  if ('remedy' in error && typeof error.remedy === 'string') return `${error.message} ${error.remedy}`;
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}. Choose another port with --port.`;
  return error.stack ?? error.message;
}

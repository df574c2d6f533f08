/** Frames of a stack that are kept: enough to find the place. */
const FRAMES = 6;
const ROOT = new URL('../../', import.meta.url).pathname;

/**
 * What may be written to a log of an error: its kind, its codes, and where it arose. Its message is left out, because messages quote
 * what they complain of: a database the value that is no date, a parser the text that is no JSON.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return `something thrown that is no error (${typeof error})`;
  const codes = [codeOf(error, 'code'), codeOf(error, 'constraint'), codeOf(error, 'table'), codeOf(error, 'syscall')];
  const cause = error.cause === undefined ? '' : `, because of ${describeFailure(error.cause)}`;
  return `${[error.constructor.name, ...codes.filter(Boolean)].join(' ')}${placeOf(error)}${cause}`;
}

/** Codes are words of a program; anything longer or stranger could be somebody's text. */
function codeOf(error: Error, name: string): string {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value) ? value : '';
}

function placeOf({ stack = '' }: Error): string {
  const frames = stack
    .split('\n')
    .map((line) => /^ {4}at (.+)$/.exec(line)?.[1])
    .filter((frame) => frame !== undefined)
    .slice(0, FRAMES)
    .map((frame) => frame.replace('file://', '').replace(ROOT, ''));
  return frames.length > 0 ? ` at ${frames.join(' < ')}` : '';
}

/** Anything but nothing. */
export const ANY = '((ANY))';
/** Nothing. */
export const NONE = '((NONE))';

/**
 * Whether a value is as a pattern says: `*` is any run of characters, `?` is one, a backslash takes the meaning from the next; {@link ANY} and {@link NONE} stand
 * for a value and for none. Time grows with the length of both, whatever the pattern is.
 */
export function matchesPattern(value: string, pattern: string): boolean {
  if (pattern === ANY) return value !== '';
  if (pattern === NONE) return value === '';
  const steps = stepsOf(pattern);
  let [at, step] = [0, 0];
  let [star, resume] = [-1, 0];
  while (at < value.length) {
    const wanted = steps[step];
    if (wanted === 'run') {
      [star, resume] = [step, at];
      step += 1;
    } else if (wanted === 'one' || (wanted !== undefined && wanted.character === value[at])) {
      at += 1;
      step += 1;
    } else if (star >= 0) {
      resume += 1;
      [at, step] = [resume, star + 1];
    } else return false;
  }
  while (steps[step] === 'run') step += 1;
  return step === steps.length;
}

type Step = 'run' | 'one' | { readonly character: string };

function stepsOf(pattern: string): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\' && at + 1 < pattern.length) {
      at += 1;
      steps.push({ character: pattern.charAt(at) });
    } else if (character === '*') {
      if (steps.at(-1) !== 'run') steps.push('run');
    } else steps.push(character === '?' ? 'one' : { character });
  }
  return steps;
}

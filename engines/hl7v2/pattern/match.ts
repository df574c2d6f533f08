import { parsePattern, PatternError } from './parse.ts';
import type { PatternNode } from './parse.ts';

/** A step of the machine. */
type Step =
  | { readonly kind: 'set'; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean }
  | { readonly kind: 'fork'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly to: number }
  | { readonly kind: 'match' }
  | { readonly kind: 'start' | 'end' | 'word' | 'no-word' }
  | { readonly kind: 'look'; readonly program: readonly Step[]; readonly negated: boolean };

/** Whether a text matches; undefined when it is too long to be tried. */
export type Matcher = (text: string) => boolean | undefined;

const MAX_STEPS = 20_000;
/** Steps times characters for which it is remembered that they were tried: 4 MB. */
const MAX_CELLS = 32_000_000;
/** Steps that are tried at most, looking ahead included: some tenths of a second. */
const MAX_WORK = 20_000_000;
const KEPT = 1_000;
const known = new Map<string, Matcher | string>();

/**
 * A matcher of a regular expression over a whole text, as Java's `matches`. Every step is tried at most once at every character, so that no pattern
 * takes longer than the product of both (after Cox, “Regular expression matching: the virtual machine approach”, 2009).
 * @returns the matcher, or why the pattern cannot be used
 */
export function matcherOf(source: string): Matcher | string {
  const before = known.get(source);
  if (before !== undefined) return before;
  const made = make(source);
  if (known.size >= KEPT) known.clear();
  known.set(source, made);
  return made;
}

function make(source: string): Matcher | string {
  try {
    const program = compile(parsePattern(source));
    return (text) => {
      const budget = { left: MAX_WORK };
      const matches = run(program, text, 0, true, budget);
      return budget.left < 0 ? undefined : matches;
    };
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

function compile(node: PatternNode): readonly Step[] {
  const program: Step[] = [];
  const put = (step: Step): number => {
    if (program.length >= MAX_STEPS) throw new PatternError('The pattern is too large.');
    return program.push(step) - 1;
  };
  const fork = (at: number, lazy: boolean, inside: number, after: number): void => {
    program[at] = lazy
      ? { kind: 'fork', first: after, second: inside }
      : { kind: 'fork', first: inside, second: after };
  };
  let added = 0;
  const add = (one: PatternNode): void => {
    added += 1;
    if (added > MAX_STEPS * 5) throw new PatternError('The pattern is too large.');
    switch (one.kind) {
      case 'empty':
        return;
      case 'sequence':
        return one.of.forEach((part) => add(part));
      case 'choice':
        return addChoice(one.of);
      case 'repeat':
        return addRepeat(one.of, one.min, one.max, one.lazy);
      case 'look':
        put({ kind: 'look', program: compile(one.of), negated: one.negated });
        return;
      default:
        put(one);
    }
  };
  const addChoice = (options: readonly PatternNode[]): void => {
    const ends: number[] = [];
    for (const [index, option] of options.entries()) {
      if (index === options.length - 1) {
        add(option);
        continue;
      }
      const at = put({ kind: 'match' });
      add(option);
      ends.push(put({ kind: 'match' }));
      fork(at, false, at + 1, program.length);
    }
    for (const end of ends) program[end] = { kind: 'jump', to: program.length };
  };
  const addRepeat = (of: PatternNode, min: number, max: number | null, lazy: boolean): void => {
    for (let count = 0; count < min; count++) add(of);
    if (max === null) {
      const at = put({ kind: 'match' });
      add(of);
      put({ kind: 'jump', to: at });
      fork(at, lazy, at + 1, program.length);
      return;
    }
    const starts: number[] = [];
    for (let count = min; count < max; count++) {
      starts.push(put({ kind: 'match' }));
      add(of);
    }
    for (const at of starts) fork(at, lazy, at + 1, program.length);
  };
  add(node);
  put({ kind: 'match' });
  return program;
}

interface Budget {
  /** Below zero once it is used up; what was found is then worth nothing. */
  left: number;
}

/** @param whole the match has to reach the end of the text */
function run(program: readonly Step[], text: string, from: number, whole: boolean, budget: Budget): boolean {
  const width = text.length + 1;
  const cells = program.length * width;
  budget.left -= cells > MAX_CELLS ? MAX_WORK + 1 : cells / 32;
  if (budget.left < 0) return false;
  const tried = new Uint32Array(Math.ceil(cells / 32));
  const open: number[] = [0, from];
  while (open.length > 0) {
    budget.left -= 1;
    if (budget.left < 0) return false;
    const at = open.pop() ?? 0;
    const index = open.pop() ?? 0;
    const cell = index * width + at;
    const bit = 1 << (cell & 31);
    const word = tried[cell >> 5] ?? 0;
    if ((word & bit) !== 0) continue;
    tried[cell >> 5] = word | bit;
    const step = program[index];
    if (!step) continue;
    if (step.kind === 'match') {
      if (!whole || at === text.length) return true;
    } else if (step.kind === 'set') {
      if (at < text.length && holds(step.ranges, text.charCodeAt(at)) !== step.negated) open.push(index + 1, at + 1);
    } else if (step.kind === 'jump') open.push(step.to, at);
    else if (step.kind === 'fork') open.push(step.second, at, step.first, at);
    else if (passes(step, text, at, budget)) open.push(index + 1, at);
  }
  return false;
}

type Test = Exclude<Step, { readonly kind: 'match' | 'set' | 'fork' | 'jump' }>;

function passes(step: Test, text: string, at: number, budget: Budget): boolean {
  switch (step.kind) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'look':
      return run(step.program, text, at, false, budget) !== step.negated;
    case 'word':
    case 'no-word':
      return (isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at))) === (step.kind === 'word');
  }
}

function holds(ranges: readonly (readonly [number, number])[], unit: number): boolean {
  for (const [low, high] of ranges) if (unit >= low && unit <= high) return true;
  return false;
}

function isWord(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122);
}

import { matcherOf } from '../pattern/match.ts';
import { parsePattern, PatternError } from '../pattern/parse.ts';
import type { PatternNode } from '../pattern/parse.ts';
import type { Random } from './random.ts';

const TRIES = 30;
const MORE = 3;
const MOMENTS = [
  '20260102030405',
  '20260102030405+0000',
  '20260102030405.1234',
  '20260102030405.1234+0000',
  '202601020304',
  '202601020304+0000',
  '20260102',
  '030405',
];
const DELIMITERS = /[|^~\\&\r\n]/;

/** A text that a pattern matches, without delimiters; undefined when none was found. */
export function sampleOf(pattern: string, random: Random): string | undefined {
  const matcher = matcherOf(pattern);
  if (typeof matcher === 'string') return undefined;
  // Digits that look like a moment to the pattern should be one.
  for (const moment of MOMENTS) if (matcher(moment) === true) return moment;
  for (let tried = 0; tried < TRIES; tried++) {
    const text = sample(read(pattern), random);
    if (text !== '' && !DELIMITERS.test(text) && matcher(text) === true) return text;
  }
  return undefined;
}

function read(pattern: string): PatternNode {
  try {
    return parsePattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) return { kind: 'empty' };
    throw error;
  }
}

function sample(node: PatternNode, random: Random): string {
  switch (node.kind) {
    case 'set':
      return String.fromCharCode(unitOf(node, random));
    case 'sequence':
      return node.of.map((part) => sample(part, random)).join('');
    case 'choice': {
      const option = random.pick(node.of);
      return option ? sample(option, random) : '';
    }
    case 'repeat': {
      const most = Math.min(node.max ?? Infinity, node.min + MORE);
      const count = Math.min(node.min + random.below(most - node.min + 1), 500);
      return Array.from({ length: count }, () => sample(node.of, random)).join('');
    }
    default:
      return '';
  }
}

function unitOf({ ranges, negated }: Extract<PatternNode, { kind: 'set' }>, random: Random): number {
  if (!negated) {
    const [low, high] = random.pick(ranges) ?? [65, 65];
    return low + random.below(Math.min(high, low + 0x7f) - low + 1);
  }
  for (let tried = 0; tried < TRIES; tried++) {
    const unit = 48 + random.below(75);
    if (!ranges.some(([low, high]) => unit >= low && unit <= high)) return unit;
  }
  return 65;
}

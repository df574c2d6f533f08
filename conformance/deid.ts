import { deidentify, seededRandom, Vault } from '@callosum/deid';
import { plantedMessage, plantedText, Score } from '@callosum/deid/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What has to be reached, as shares. */
const GOAL = { typed: 0.995, text: 0.97, z: 0.97, precision: 0.95 };
/** Each seed plants this many messages and texts; seeds used in development are others. */
const PIECES = 100;
const SEEDS = { quick: [410_000, 620_000], full: [410_000, 620_000, 7_130_000, 88_000_000, 99_991_000] };
const SENTENCES = 12;
const AS_OF = 2026;
const SHOWN = 10;

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

/**
 * Plants labelled values of all eighteen classes into typed fields, text and Z segments, and counts what was found, what went by mistake, and what a
 * second scan finds. A seed passes when it reaches every goal.
 */
export function planted(_corpora: string, quick: boolean): Promise<Outcome> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const seed of quick ? SEEDS.quick : SEEDS.full) {
    const score = new Score();
    let again = 0;
    for (let at = 0; at < PIECES; at++) {
      for (const piece of [plantedMessage(seed + at), plantedText(seed + at, SENTENCES)]) {
        const vault = new Vault(seededRandom(seed + at));
        const first = deidentify(piece.text, { mode: 'safe-harbor', asOf: AS_OF, vault });
        score.add(piece, first.replaced);
        again += deidentify(first.text, { mode: 'safe-harbor', asOf: AS_OF }).replaced.length;
      }
    }
    const reached = (['typed', 'text', 'z'] as const).every((place) => score.recall(place) >= GOAL[place]);
    const good = reached && score.precision >= GOAL.precision && again === 0;
    if (good) passed += 1;
    else failed += 1;
    lines.push(`seed ${seed}: ${told(score)}, again ${again}${good ? '' : ': below the goal'}`);
    if (!good) lines.push(...[...score.missed, ...score.mistaken].slice(0, SHOWN).map((line) => `  ${line}`));
  }
  return Promise.resolve({ name: 'Planted identifiers', passed, failed, lines });
}

function told(score: Score): string {
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  const { typed, text, z } = score.places;
  const places = [
    `typed ${percent(score.recall('typed'))} of ${typed.planted}`,
    `text ${percent(score.recall('text'))} of ${text.planted}`,
    `Z ${percent(score.recall('z'))} of ${z.planted}`,
  ];
  return `recall ${places.join(', ')}; precision ${percent(score.precision)} of ${score.replaced}`;
}

/**
 * Messages of others, through both modes: a second scan finds nothing, the structure stays, and what is no identifier is the same, byte for byte.
 * @param corpora folder that holds `interop/v2`
 */
export async function realMessages(corpora: string, quick: boolean): Promise<Outcome> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  const root = join(corpora, 'interop', 'v2');
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.hl7')).toSorted();
  for (const [index, file] of files.entries()) {
    if (quick && index % 4 !== 0) continue;
    const text = await readFile(join(root, file), 'utf8');
    const faults = (['safe-harbor', 'pseudonymised'] as const).flatMap((mode) => {
      const vault = new Vault(seededRandom(index));
      const first = deidentify(text, { mode, asOf: AS_OF, vault });
      if (first.problem) return [`${mode}: ${first.problem.message}`];
      const again = deidentify(first.text, { mode, asOf: AS_OF }).replaced.length;
      return [
        ...(again > 0 ? [`${mode}: a second scan finds ${again}`] : []),
        ...(shapeOf(first.text) === shapeOf(text) ? [] : [`${mode}: another structure`]),
      ];
    });
    if (faults.length === 0) passed += 1;
    else failed += 1;
    lines.push(...faults.map((fault) => `${file}: ${fault}`));
  }
  return { name: 'Real messages, de-identified', passed, failed, lines };
}

/** Segments and how many fields each has. */
function shapeOf(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => `${line.slice(0, 3)}${line.split('|').length}`)
    .join(' ');
}

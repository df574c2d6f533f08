import type { DocumentContext } from '@callosum/kernel';
import {
  escapeMarkup,
  type Figure,
  INK,
  INK_SOFT,
  RULE,
  shapePaths,
  type Tone,
  writtenDate,
} from '@callosum/kernel/report';
import { GATE_STATES, gateName, TONES } from './words.ts';

type Gate = DocumentContext['readiness']['gates'][number];

const WIDTH = 680;
const ROW = 30;
const HEAD = 26;
const BAR_LEFT = 236;
const BAR_WIDTH = 340;
const STEP = 18;
const MARK = 11;

/** All gates in a row each: their criteria as shapes, those in order first, and where the gate stands. */
export function readinessPoster(gates: readonly Gate[]): Figure {
  const height = HEAD + gates.length * ROW + 34;
  return {
    type: 'figure',
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}">${gates
      .map((gate, index) => drawGate(gate, HEAD + index * ROW))
      .join('')}${headings()}${legend(height - 14)}</svg>`,
    caption: 'Each shape is one criterion of the gate. What is unknown counts as little as what is unmet.',
    table: {
      type: 'table',
      caption: 'Gates and the state of their criteria',
      columns: [
        { title: 'Gate', share: 3 },
        { title: 'Date', share: 2 },
        { title: 'State', share: 2 },
        ...TONES.map(({ word }) => ({ title: word, share: 1 })),
        { title: 'Score', share: 1 },
      ],
      rows: gates.map((gate) => [
        gateName(gate),
        gate.date === null ? null : { date: gate.date },
        { tone: GATE_STATES[gate.state].tone, word: GATE_STATES[gate.state].word },
        ...TONES.map(({ tone }) => ({ number: gate.criteria.filter(({ state }) => state === tone).length })),
        gate.score === null ? null : { number: gate.score, unit: '%' },
      ]),
      whenEmpty: 'This project has no gates yet.',
    },
  };
}

function text(x: number, y: number, words: string, more = `fill="${INK}" font-size="10"`): string {
  return `<text x="${x}" y="${y}" ${more}>${escapeMarkup(words)}</text>`;
}

function headings(): string {
  const soft = `fill="${INK_SOFT}" font-size="9"`;
  return `${text(0, 12, 'Gate', soft)}${text(BAR_LEFT, 12, 'Criteria', soft)}${text(BAR_LEFT + BAR_WIDTH + 18, 12, 'Stands', soft)}`;
}

const LONGEST_TITLE = 34;

function drawGate(gate: Gate, top: number): string {
  const middle = top + ROW / 2;
  const label = gateName(gate);
  const short = label.length > LONGEST_TITLE ? `${label.slice(0, LONGEST_TITLE - 1)}…` : label;
  const { tone, word } = GATE_STATES[gate.state];
  const date = gate.date === null ? 'no date' : writtenDate(gate.date);
  const marks = TONES.flatMap(({ tone: one }) => gate.criteria.filter(({ state }) => state === one).map(() => one));
  const step = Math.min(STEP, BAR_WIDTH / Math.max(1, marks.length));
  return [
    `<path d="M0 ${top} H${WIDTH}" stroke="${RULE}" stroke-width="0.7"/>`,
    text(0, middle - 2, short),
    text(0, middle + 9, date, `fill="${INK_SOFT}" font-size="8"`),
    ...marks.map((one, index) => mark(one, BAR_LEFT + index * step, middle - MARK / 2)),
    mark(tone, BAR_LEFT + BAR_WIDTH + 18, middle - MARK / 2),
    text(BAR_LEFT + BAR_WIDTH + 34, middle + 3.5, word),
  ].join('');
}

function mark(tone: Tone, x: number, y: number): string {
  return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(0.9)">${shapePaths(tone)}</g>`;
}

function legend(y: number): string {
  return TONES.map(
    ({ tone, word }, index) =>
      `${mark(tone, BAR_LEFT + index * 76, y - 9)}${text(BAR_LEFT + 15 + index * 76, y, word, `fill="${INK_SOFT}" font-size="8.5"`)}`,
  ).join('');
}

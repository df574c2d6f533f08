import type { DocumentContext, DocumentPart } from '@callosum/kernel';
import { type Cell, type Section, writtenCount } from '@callosum/kernel/report';
import { riskAppetite } from './facts/risks.ts';
import { RESPONSES, risk } from './kinds/risk.ts';
import { riskBand, riskScore } from './matrix.ts';

const MOST = 10;

/** The highest open risks for the board; one that nobody rated stands before all, since nobody knows how high it is. */
export const topRisks: readonly DocumentPart[] = ['board-pack', 'status-report'].map((document) => ({
  document,
  build: (context) => [section(context)],
}));

function section({ graph, nameOf, notShown }: DocumentContext): Section {
  const appetite = riskAppetite(graph);
  const open = [...graph.all(risk)]
    .filter(({ state }) => state === 'open')
    .map((row) => ({ row, score: riskScore(row.fields) }))
    .toSorted((a, b) => (b.score ?? Infinity) - (a.score ?? Infinity) || a.row.number - b.row.number);
  return {
    title: 'Top risks',
    blocks: [
      {
        type: 'paragraph',
        text: `${writtenCount(open.length, 'open risk', 'open risks')}; the project may carry a score of up to ${appetite}.${open.length > MOST ? ` The ${MOST} highest are shown.` : ''}`,
      },
      {
        type: 'table',
        caption: 'Highest open risks',
        columns: [
          { title: 'Rating', share: 3 },
          { title: 'Score', share: 1 },
          { title: 'Risk', share: 5 },
          { title: 'Response', share: 5 },
          { title: 'Owner', share: 2 },
        ],
        rows: open
          .slice(0, MOST)
          .map(({ row: { number, fields }, score }): Cell[] => [
            rating(score, appetite),
            score === undefined ? null : { number: score },
            `RSK-${number} ${fields.title}`,
            [fields.response && RESPONSES[fields.response], fields.responsePlan].filter(Boolean).join(': '),
            fields.owner === undefined ? { tone: 'unknown', word: 'nobody' } : nameOf(fields.owner),
          ]),
        notShown: notShown(risk.name),
        whenEmpty: 'No risk is open.',
      },
    ],
  };
}

function rating(score: number | undefined, appetite: number): Cell {
  if (score === undefined) return { tone: 'unknown', word: 'not rated' };
  return { tone: score > appetite ? 'unmet' : 'met', word: riskBand(score)?.label ?? 'above the table' };
}

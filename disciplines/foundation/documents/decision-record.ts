import type { DocumentContext, DocumentDeclaration } from '@callosum/kernel';
import { type Cell, type Section, type Table, writtenNumber } from '@callosum/kernel/report';
import { condition } from '../kinds/condition.ts';
import { gateDecision, OUTCOMES } from '../kinds/gate-decision.ts';
import { vote, VOTES } from '../kinds/vote.ts';
import type { SnapshotCriterion } from '../snapshot.ts';
import { signaturesSection } from './signatures.ts';
import { criteriaTable, gateName } from './words.ts';

/** One gate decision for the files: what was decided, by whom, and what was known then. */
export const decisionRecord: DocumentDeclaration = {
  name: 'decision-record',
  label: 'Decision record',
  help: 'One gate decision with its votes, its conditions and the evidence frozen at the time.',
  subject: gateDecision.name,
  build: (context) => {
    const row = context.subject && context.graph.get(gateDecision, context.subject.id);
    if (!row) throw new Error('A decision record is about a gate decision');
    const { title, outcome, decidedOn, rationale, snapshot } = row.fields;
    const { gate, criteria } = snapshot;
    return {
      title: 'Decision record',
      subtitle: `GDC-${row.number} ${title}`,
      sections: [
        {
          title: 'Decision',
          blocks: [
            {
              type: 'definitions',
              items: [
                ['Gate', gateName(gate)],
                ['Gate date', gate.date === null ? 'not set' : { date: gate.date }],
                ['Outcome', OUTCOMES[outcome]],
                ['Decided on', { date: decidedOn }],
                ['Rationale', rationale],
              ],
            },
          ],
        },
        signaturesSection(context),
        { title: 'Votes', blocks: [votesTable(context, row.id)] },
        { title: 'Conditions', blocks: [conditionsTable(context, row.id)] },
        {
          title: 'Evidence at the time',
          blocks: [
            {
              type: 'definitions',
              items: [
                ['Read at', `${snapshot.at.instant.slice(0, 16).replace('T', ' ')} UTC`],
                ['Ledger position', writtenNumber(snapshot.sequence)],
                ['Score', gate.score === null ? 'unknown' : { number: gate.score, unit: '%' }],
              ],
            },
            criteriaTable(`Criteria of ${gateName(gate)}`, criteria, context.nameOf),
          ],
          sections: criteria.filter(({ rows }) => rows.length > 0).map((one) => failedRows(context, one)),
        },
      ],
    };
  },
};

function votesTable({ graph, nameOf }: DocumentContext, id: string): Table {
  const votes = graph.in(id, 'vote.on').flatMap((edge) => graph.get(vote, edge.from) ?? []);
  return {
    type: 'table',
    caption: 'Votes by name',
    columns: [
      { title: 'Voter', share: 3 },
      { title: 'Vote', share: 2 },
      { title: 'Remark', share: 6 },
    ],
    rows: votes
      .toSorted((a, b) => a.number - b.number)
      .map(({ fields }): Cell[] => [nameOf(fields.voter), VOTES[fields.vote], fields.remark ?? null]),
    whenEmpty: 'No vote was recorded.',
  };
}

function conditionsTable({ graph, nameOf, at }: DocumentContext, id: string): Table {
  const conditions = graph.in(id, 'condition.of').flatMap((edge) => graph.get(condition, edge.from) ?? []);
  return {
    type: 'table',
    caption: 'Conditions of the decision',
    columns: [
      { title: 'State', share: 2 },
      { title: 'Condition', share: 5 },
      { title: 'Owner', share: 2 },
      { title: 'Due', share: 2 },
      { title: 'Evidence', share: 4 },
    ],
    rows: conditions
      .toSorted((a, b) => a.number - b.number)
      .map(({ state, fields }): Cell[] => [
        state === 'fulfilled'
          ? { tone: 'met', word: 'fulfilled' }
          : fields.due < at.today
            ? { tone: 'unmet', word: 'ran out' }
            : { tone: 'unknown', word: 'open' },
        fields.title,
        fields.owner === undefined ? null : nameOf(fields.owner),
        { date: fields.due },
        fields.evidence ?? null,
      ]),
    whenEmpty: 'The decision has no conditions.',
  };
}

/** The rows that were not in order; one that the reader may not see, or that is gone, keeps its place without a name. */
function failedRows(
  { graph, reasonOf }: DocumentContext,
  { title, fact, rows, rowsLeftOut }: SnapshotCriterion,
): Section {
  const seen = rows.flatMap(({ id, reason, details }) => {
    const row = graph.find(id);
    const named = row?.fields.title;
    return row && typeof named === 'string' ? [[named, reasonOf(fact, reason, details)]] : [];
  });
  return {
    title,
    blocks: [
      {
        type: 'table',
        caption: `Rows not in order: ${title}`,
        columns: [
          { title: 'Record', share: 5 },
          { title: 'Why', share: 6 },
        ],
        rows: seen,
        notShown: rows.length - seen.length + rowsLeftOut,
        whenEmpty: 'You may not see the rows behind this criterion.',
      },
    ],
  };
}

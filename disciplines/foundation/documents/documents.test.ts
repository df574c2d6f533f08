import { type DocumentContext, type Json, momentAt, plainText, upgradeFields } from '@callosum/kernel';
import { type Block, type Cell, type Report, type Section, writtenCell, writtenNumber } from '@callosum/kernel/report';
import { testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, gateOn, registry } from '../testing/scope.ts';
import { boardPack } from './board-pack.ts';
import { decision } from '../kinds/decision.ts';
import { decisionPaper } from './decision-paper.ts';
import { decisionRecord } from './decision-record.ts';

type Readiness = DocumentContext['readiness'];
type Gate = Readiness['gates'][number];

const ADA = testId(1);
const BOB = testId(2);
const NAMES = new Map([
  [ADA, 'Ada'],
  [BOB, 'Bob'],
]);

const AT = momentAt('2027-03-01T12:00:00.000Z', 'UTC');

const criterion: Gate['criteria'][number] = {
  id: 'c1',
  key: 'C1',
  title: 'No decision is overdue',
  fact: 'foundation.decisions-overdue',
  value: 2,
  unit: 'decisions',
  comparison: 'atMost',
  target: 0,
  weight: 1,
  stop: true,
  on: null,
  state: 'unmet',
  total: 5,
  failing: 2,
  waiver: null,
};

const gate = (more: Partial<Gate>): Gate => ({
  id: 'g',
  key: 'T-60',
  title: 'Ready to test',
  date: '2027-04-01',
  milestone: null,
  goLive: false,
  state: 'blocked',
  score: 0,
  criteria: [criterion],
  decision: null,
  expired: [],
  ...more,
});

const readiness = (more: Partial<Readiness> = {}): Readiness => ({
  project: 'RIV',
  title: 'Riverbend',
  at: AT,
  sequence: 7,
  gates: [gate({})],
  forecast: { planned: '2027-06-01', forecast: '2027-06-15', milestone: testId(3), overdue: 3 },
  sinceBoard: null,
  ...more,
});

function context(scope: ReturnType<typeof foundationScope>, more: Partial<DocumentContext> = {}): DocumentContext {
  return {
    graph: scope.graph,
    at: AT,
    readiness: readiness(),
    notShown: () => 0,
    nameOf: (account) => NAMES.get(account) ?? 'nobody we know',
    reasonOf: (_fact, reason, { days }) => `${reason} by ${JSON.stringify(days)} days`,
    signatures: [],
    parts: [],
    ...more,
  };
}

/** Every text of a document, one line for each block or row. */
function linesOf({ sections }: Report): string[] {
  const row = (cells: readonly Cell[]): string => cells.map(writtenCell).join(' | ');
  const blockLines = (block: Block): string[] => {
    if (block.type === 'paragraph') return [block.text];
    if (block.type === 'list') return [...block.items];
    if (block.type === 'prose') return plainText(block.text).split('\n');
    if (block.type === 'definitions') return block.items.map(([term, what]) => `${term}: ${writtenCell(what)}`);
    const table = block.type === 'figure' ? block.table : block;
    return table.rows.length > 0 ? table.rows.map(row) : [table.whenEmpty ?? ''];
  };
  const sectionLines = (section: Section): string[] => [
    `# ${section.title}`,
    ...section.blocks.flatMap(blockLines),
    ...(section.sections ?? []).flatMap(sectionLines),
  ];
  return sections.flatMap(sectionLines);
}

describe('the board pack', () => {
  test('says what is next, what stops it, and shows each criterion with what was found', () => {
    const lines = linesOf(boardPack.build(context(foundationScope())));
    expect(lines).toContain(
      'Next: T-60 Ready to test on Thu 1 Apr 2027. Blocked. 1 of 1 criterion is open, 1 of them stops it.',
    );
    expect(lines).toContain('▲ unmet | No decision is overdue (stop) | 2 decisions | at most 0 | 1 | 2 of 5');
    expect(lines).toContain('Go-live expected: Tue 15 Jun 2027');
    expect(lines).toContain('No board has decided yet.');
    expect(lines).toContain('No decision is waited for.');
  });

  test('lists decisions by their day, those overdue and those nobody owns marked', () => {
    const scope = foundationScope();
    scope.create('decision', { title: 'Later', due: '2027-05-01', owner: ADA });
    scope.create('decision', { title: 'Overdue', due: '2027-02-01' });
    const lines = linesOf(boardPack.build(context(scope)));
    const [overdue, later] = ['Overdue', 'Later'].map((title) => lines.findIndex((line) => line.includes(title)));
    expect(lines[overdue ?? -1]).toBe('DEC-2 Overdue |  | ○ nobody | ▲ Mon 1 Feb 2027, overdue');
    expect(lines[later ?? -1]).toBe('DEC-1 Later |  | Ada | Sat 1 May 2027');
    expect(overdue).toBeLessThan(later ?? -1);
  });

  test('tells what turned since the last board', () => {
    const turned = {
      gate: 'T-60',
      criterion: 'c1',
      title: 'Turned',
      before: 'met',
      after: 'unmet',
      valueBefore: 0,
      valueAfter: 2,
      unit: 'decisions',
    } as const;
    const since = { decision: 'd', title: 'Conditional go', decidedOn: '2027-02-15', turned: [turned], changed: [] };
    const lines = linesOf(boardPack.build(context(foundationScope(), { readiness: readiness({ sinceBoard: since }) })));
    expect(lines).toContain('T-60 Ready to test | Turned | ● met | 0 decisions | ▲ unmet | 2 decisions');
  });

  test('has a picture of the gates that is whole SVG, whatever they are called', () => {
    const gates = [gate({ title: '<script>&"' }), gate({ criteria: [], date: null, score: null })];
    const report = boardPack.build(context(foundationScope(), { readiness: readiness({ gates }) }));
    const figure = report.sections[0]?.blocks.find(({ type }) => type === 'figure');
    const svg = figure?.type === 'figure' ? figure.svg : '';
    expect(svg).toMatch(/^<svg xmlns="[^"]+" viewBox="0 0 680 \d+">.*<\/svg>$/s);
    expect(svg).toContain('&lt;script&gt;');
  });

  test('takes in what other disciplines contribute, last', () => {
    const parts = [{ title: 'Top risks', blocks: [] }];
    expect(boardPack.build(context(foundationScope(), { parts })).sections.at(-1)?.title).toBe('Top risks');
  });
});

describe('the decision record', () => {
  test('shows outcome, votes by name, conditions and the evidence that was frozen', () => {
    const scope = foundationScope();
    const { gate: id } = gateOn(scope);
    scope.create('decision', { title: 'Which vendor', due: '2027-02-01', owner: ADA });
    const { result } = scope.run('gate.decide', {
      gate: id,
      outcome: 'conditional',
      rationale: 'Go on with a condition.',
      votes: [{ voter: BOB, vote: 'for' }],
      conditions: [{ title: 'Decide on the vendor', due: '2027-03-20' }],
    });
    expect(registry.documents.get('decision-record')?.subject).toBe('gateDecision');
    const subject = [...scope.graph.rows('gateDecision')][0];
    expect(result).toBeDefined();
    if (!subject) throw new Error('nothing was decided');
    const lines = linesOf(decisionRecord.build(context(scope, { subject })));
    for (const line of ['Outcome: Conditional go', 'Rationale: Go on with a condition.']) expect(lines).toContain(line);
    expect(lines.some((line) => line.startsWith('Bob | For'))).toBe(true);
    expect(lines.some((line) => line.startsWith('○ open | Decide on the vendor'))).toBe(true);
    expect(lines.some((line) => line.startsWith('▲ unmet | No decision is overdue (stop)'))).toBe(true);
    expect(lines.some((line) => line.startsWith('Which vendor | overdue by 28 days'))).toBe(true);
    expect(lines).toContain('Nobody signed: it was recorded before decisions were signed.');
  });

  test('says who signed it, when, in what office, and the hash of what he was shown', () => {
    const scope = foundationScope();
    const { gate: id } = gateOn(scope);
    scope.run('gate.decide', {
      gate: id,
      outcome: 'noGo',
      rationale: 'Not ready by then.',
      votes: [{ voter: BOB, vote: 'for' }],
    });
    const [subject] = scope.graph.rows('gateDecision');
    if (!subject) throw new Error('nothing was decided');
    const signatures = [
      {
        format: 'callosum-signature/1',
        account: ADA,
        name: 'Ada Then',
        signed: '2027-03-01T12:00:05.000Z',
        meaning: 'decides the gate',
        factor: 'passkey',
        shown: '2027-03-01T12:00:01.000Z',
        roles: ['executive'],
        offices: ['sponsor'],
        statement: '0123abcd'.repeat(8),
        sequence: 1_234,
      },
    ] as const;
    const lines = linesOf(decisionRecord.build(context(scope, { subject, signatures })));
    expect(lines.slice(lines.indexOf('# Signatures') + 1, lines.indexOf('# Votes'))).toEqual([
      'Signed by: Ada Then',
      'Meaning: decides the gate',
      'Signed: 2027-03-01 12:00:05 UTC, with a passkey',
      'Office: sponsor',
      'Role: executive',
      `Ledger event: ${writtenNumber(1_234)}`,
      `SHA-256 of what was signed: ${Array.from({ length: 8 }, () => '0123abcd').join(' ')}`,
    ]);
  });
});

describe('the decision paper', () => {
  const heading: Json = { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Options' }] };
  const item: Json = { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Wait' }] }] };
  const assessment: Json = { type: 'doc', content: [heading, { type: 'bulletList', content: [item] }] };

  test('reads as an IT-SBAR, with headings and lists as they were written', () => {
    const scope = foundationScope();
    scope.create('decision', { title: 'Which vendor', due: '2027-02-01', owner: ADA, assessment });
    const [subject] = scope.graph.rows('decision');
    if (!subject) throw new Error('nothing was created');
    const report = decisionPaper.build(context(scope, { subject }));
    const lines = linesOf(report);
    for (const line of ['Decides: Ada', 'Decide by: Mon 1 Feb 2027', 'State: Open']) expect(lines).toContain(line);
    expect(lines.slice(lines.indexOf('# Assessment'), lines.indexOf('# Recommendation'))).toEqual([
      '# Assessment',
      'Options',
      '• Wait',
    ]);
    expect(lines.at(-1)).toBe('Nothing was written.');
    expect(report.sections[3]?.blocks[0]).toEqual({ type: 'prose', text: assessment });
  });

  test('shows what was plain text in version 1, every line a paragraph', () => {
    const now = upgradeFields(decision, { title: 'd', situation: 'One\n\nTwo', outcome: ' ' }, 1);
    const words = (text: string): Json => ({ type: 'paragraph', content: [{ type: 'text', text }] });
    expect(now).toEqual({
      title: 'd',
      situation: { type: 'doc', content: [words('One'), { type: 'paragraph' }, words('Two')] },
    });
    expect(upgradeFields(decision, now, 2)).toEqual(now);
  });
});

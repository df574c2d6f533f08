// @vitest-environment happy-dom
import { STATEMENT_FORMAT, type Statement } from '@callosum/kernel/ledger';
import {
  changedSince,
  type Fields,
  fieldType,
  ofIssue,
  Problem,
  problemOf,
  say,
  type Sentence,
  told as tell,
} from '@callosum/kernel';
import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { Diff } from '../import/diff.tsx';
import { Intake } from '../templates/intake.tsx';
import { Made } from '../templates/made.tsx';
import { TemplateChoice } from '../templates/template-choice.tsx';
import { Blocks, Forecast, Since } from '../readiness/aside.tsx';
import { Criteria } from '../readiness/criteria.tsx';
import { GateTable } from '../readiness/gate-table.tsx';
import { Legend } from '../kit/state-mark.tsx';
import { problemsIn, type Trouble } from '../api/problems.ts';
import { Problems } from '../kit/problems.tsx';
import { FormSections, ReadSections } from '../record/sections.tsx';
import { criterion, gate, readiness } from '../testing/readiness.ts';
import { wordsOn } from '../testing/pseudo.ts';
import { renderScreen, specimen } from '../testing/render.tsx';
import { loadTranslation, PSEUDO } from './i18n.ts';
import { accent } from './pseudo.ts';

afterEach(cleanup);

/** Data of these tests has no letters but for the names of units, keys and zones listed here. */
const untranslated = (screen: HTMLElement): string[] =>
  wordsOn(screen).filter((text) => /[A-Za-z]/.test(text.replace(/\b(RIV|SPC-\d+|T|UTC)\b/, '')));

describe('in the pseudo-language', () => {
  test('the readiness screen shows no text that did not come through the catalogue', async () => {
    const states = (['met', 'unmet', 'unknown', 'waived'] as const).map((state, index) =>
      criterion({ id: `00000000-0000-7000-8000-00000000010${index}`, state, value: state === 'unknown' ? null : 3 }),
    );
    const open = gate({ criteria: states, date: '2026-12-14' });
    const answer = readiness([
      gate({ id: '00000000-0000-7000-8000-00000000000b', state: 'passed', criteria: states }),
      open,
    ]);
    const shared = { project: 'RIV', at: undefined };
    const { container } = await renderScreen(
      <div>
        <Legend />
        <Forecast readiness={answer} />
        <Blocks {...shared} next={open} passedBy={2} />
        <Since since={null} project="RIV" gates={[]} />
        <GateTable {...shared} readiness={answer} selected={open} />
        <Criteria {...shared} caption="0" criteria={states} />
      </div>,
      PSEUDO,
    );
    expect(container.querySelectorAll('table').length).toBe(2);
    expect(untranslated(container)).toEqual([]);
  });

  test('a form and a record made from a declaration are translated through keys derived from it', async () => {
    const fields = {
      title: '0',
      amount: 4,
      urgent: true,
      due: '2027-01-12',
      starts: '2027-01-12T08:00',
      size: 'large',
    };
    const { container } = await renderScreen(
      <div>
        <ReadSections kind={specimen} fields={fields} hidden={['notes']} />
        <FormSections
          kind={specimen}
          fields={fields}
          entries={{}}
          faults={{}}
          problems={[{ severity: 'error', code: 'offline', message: '' }]}
          onEntry={() => undefined}
        />
        <Problems problems={[{ severity: 'error', code: 'no-such-code', message: '' }]} />
      </div>,
      PSEUDO,
    );
    expect(container.querySelectorAll('input, textarea, select').length).toBe(18);
    expect(untranslated(container)).toEqual([]);
  });
});

describe('what the server says', () => {
  /** As a refusal arrives over HTTP. */
  const arrived = (problems: readonly Problem[]): readonly Trouble[] =>
    problemsIn(JSON.parse(JSON.stringify({ data: { problems } })));

  /** What somebody read before he signed. */
  const shown: Statement = {
    format: STATEMENT_FORMAT,
    scope: '',
    command: '',
    meaning: '3',
    title: '1',
    lines: [],
    rests: [],
    nonce: '',
  };

  test('appears in the pseudo-language like the rest of the screen, with its data as they are', async () => {
    const problems = [
      ...changedSince(shown, { ...shown, title: '2' }),
      problemOf(new Problem({ code: 'refused', message: say`There is no project ${'RIV'} in this store.` }).toJSON()),
    ];
    expect(problems).toHaveLength(2);
    const { container } = await renderScreen(
      <Problems problems={arrived(problems)} />,
      PSEUDO,
      await loadTranslation(PSEUDO),
    );
    expect(container.textContent).toContain(accent('“1” is “2” now (3).'));
    expect(container.textContent).toContain('RIV');
    expect(untranslated(container)).toEqual([]);
  });

  test('appears in English without a translation, word for word', async () => {
    const problems = changedSince(shown, { ...shown, title: '2' });
    const { container } = await renderScreen(<Problems problems={arrived(problems)} />);
    expect(container.textContent).toContain(problems[0]?.message);
  });
});

describe('what an import and a template say', () => {
  const told = (sentence: Sentence) => ({ code: '1', file: '1', line: 7, ...tell(sentence) });

  test('appears in the reader’s language: what is odd in a file, and what could not be read of it', async () => {
    const counts = { created: 1, updated: 0, restored: 0, removed: 0, unchanged: 0 };
    const diff = {
      ...counts,
      project: 'RIV',
      newProject: true,
      title: '1',
      start: null,
      finish: null,
      goLive: null,
      milestones: [],
      gone: 0,
      links: { added: 0, changed: 0, removed: 0 },
      byKind: [{ kind: 'specimen', ...counts }],
      rows: [],
      warnings: [told(say`Go-live on ${'2027-01-12'} lies outside the plan, which runs from ${'1'} to ${'2'}.`)],
    };
    const { container } = await renderScreen(
      <Diff diff={diff} kept={false}>
        {null}
      </Diff>,
      PSEUDO,
      await loadTranslation(PSEUDO),
    );
    expect(container.textContent).toContain(accent('lies outside the plan'));
    expect(untranslated(container)).toEqual([]);
  });

  test('kept by an earlier version is shown in English', async () => {
    const { container } = await renderScreen(
      <Made
        made={{
          template: '1',
          answers: {},
          start: '2027-01-04',
          finish: '2027-01-05',
          goLive: '2027-01-05',
          counts: [],
          registers: [],
          gates: [],
          documents: [],
          warnings: [
            { code: '1', message: 'As it was kept.' },
            told(say`Gate ${'1'} falls on ${'2'}, before the plan starts on ${'3'}; it was kept.`),
          ],
        }}
      />,
      PSEUDO,
      await loadTranslation(PSEUDO),
    );
    expect(untranslated(container)).toEqual(['As it was kept.']);
  });

  test('is asked in the reader’s language where the product asks, and as it was written where the organisation does', async () => {
    const brings = { weeks: 1, registers: 1, counts: [], gates: [], documents: 0 };
    const question = { key: '1', text: 'How many?', why: 'It counts.', options: { a: 'Few', b: 'Many' }, default: 'a' };
    const offer = {
      name: '1',
      title: 'A title',
      summary: 'A summary',
      source: '',
      version: '1',
      status: '',
      record: null,
    };
    const screen = (record: string | null) => (
      <div>
        <TemplateChoice
          offers={[{ ...offer, record, questions: [question], brings }]}
          chosen=""
          error={undefined}
          onChoose={() => undefined}
        />
        <Intake
          offer={{ ...offer, record, questions: [question], brings }}
          draft={{}}
          errorOf={() => undefined}
          onChange={() => undefined}
        />
      </div>
    );
    const ours = await renderScreen(screen(null), PSEUDO);
    expect(ours.container.textContent).toContain(accent('A summary'));
    expect(untranslated(ours.container)).toEqual([]);
    cleanup();
    const theirs = await renderScreen(screen('00000000-0000-7000-8000-000000000001'), PSEUDO);
    expect(untranslated(theirs.container).toSorted()).toEqual(
      ['A summary', 'A title', 'Few', 'How many?', 'It counts.', 'Many'].toSorted(),
    );
  });
});

test('what is wrong with a value is told in the reader’s language, whether a rule says it or the library of schemas', async () => {
  const fields: Fields = specimen.fields;
  const wrong = { title: 7, amount: 51, due: 'soon', sites: [], urgent: 'yes', owner: 'nobody' };
  const problems = Object.entries(wrong).map(([name, value]) => {
    const { error } = fieldType(fields[name] ?? expect.fail(name))
      .schema()
      .safeParse(value);
    return new Problem({ code: 'invalid', message: ofIssue(error?.issues[0]) });
  });
  const { container } = await renderScreen(
    <Problems problems={problemsIn(JSON.parse(JSON.stringify({ problems })))} />,
    PSEUDO,
    await loadTranslation(PSEUDO),
  );
  expect(untranslated(container)).toEqual([]);
});

test('places to fill in and tags survive accents', () => {
  expect(accent('Due {{date}} <b>soon</b>')).toBe('Ðûé {{date}} <b>šööñ</b>'.replace('öö', 'öö'));
});

// @vitest-environment happy-dom
import { STATEMENT_FORMAT, type Statement } from '@callosum/kernel/ledger';
import { changedSince, Problem, problemOf, say } from '@callosum/kernel';
import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { Blocks, Forecast, Since } from '../readiness/aside.tsx';
import { Criteria } from '../readiness/criteria.tsx';
import { GateTable } from '../readiness/gate-table.tsx';
import { Legend } from '../kit/state-mark.tsx';
import { problemsIn, type Trouble } from '../api/problems.ts';
import { Problems } from '../kit/problems.tsx';
import { FormSections, ReadSections } from '../record/sections.tsx';
import { criterion, gate, readiness } from '../testing/readiness.ts';
import { renderScreen, specimen } from '../testing/render.tsx';
import { loadTranslation, PSEUDO } from './i18n.ts';
import { accent } from './pseudo.ts';

afterEach(cleanup);

/** Every text a person can meet, visible or read aloud. */
function wordsOn(screen: HTMLElement): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node.textContent ?? '');
  for (const element of screen.querySelectorAll('*')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
  }
  return texts.filter((text) => /[A-Za-z]/.test(text));
}

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

test('places to fill in and tags survive accents', () => {
  expect(accent('Due {{date}} <b>soon</b>')).toBe('Ðûé {{date}} <b>šööñ</b>'.replace('öö', 'öö'));
});

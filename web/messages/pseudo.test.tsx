// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { Blocks, Forecast, Since } from '../readiness/aside.tsx';
import { Criteria } from '../readiness/criteria.tsx';
import { GateTable } from '../readiness/gate-table.tsx';
import { Legend } from '../kit/state-mark.tsx';
import { Problems } from '../kit/problems.tsx';
import { FormSections, ReadSections } from '../record/sections.tsx';
import { criterion, gate, readiness } from '../testing/readiness.ts';
import { renderScreen, specimen } from '../testing/render.tsx';
import { PSEUDO } from './i18n.ts';
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

test('places to fill in and tags survive accents', () => {
  expect(accent('Due {{date}} <b>soon</b>')).toBe('Ðûé {{date}} <b>šööñ</b>'.replace('öö', 'öö'));
});

// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { renderScreen } from '../testing/render.tsx';
import { proposeKey, proposeTitle, titleIn } from './propose.ts';
import { Wizard } from './wizard.tsx';

afterEach(cleanup);

const plan = new File(['<Project><Title>Riverbend &amp; Lakeside ED</Title></Project>'], 'plan_v2.xml', {
  type: 'text/xml',
});

function choose(file: File): void {
  const input = document.querySelector('input[type="file"]');
  if (!input) throw new Error('There is no file input');
  fireEvent.change(input, { target: { files: [file] } });
}

describe('the import wizard', () => {
  test('proposes title and key out of the plan itself', async () => {
    await renderScreen(<Wizard />);
    choose(plan);
    expect(await screen.findByDisplayValue('Riverbend & Lakeside ED')).toBeDefined();
    expect(screen.getByDisplayValue('RLE')).toBeDefined();
  });

  test('keeps what was typed when another file is chosen and when the server cannot be reached', async () => {
    await renderScreen(<Wizard />);
    choose(plan);
    await screen.findByDisplayValue('RLE');
    fireEvent.change(screen.getByLabelText(/^Title/), { target: { value: 'Our own name' } });
    fireEvent.change(screen.getByLabelText(/^Project key/), { target: { value: 'own' } });
    choose(new File(['<Project/>'], 'other.xml'));
    fireEvent.click(await screen.findByRole('button', { name: 'Show what would change' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('could not be reached'), {
      timeout: 5_000,
    });
    expect(screen.getByDisplayValue('Our own name')).toBeDefined();
    expect(screen.getByDisplayValue('OWN')).toBeDefined();
    expect(document.body.textContent).toContain('other.xml');
  });

  test('says what a key must be before anything is sent', async () => {
    await renderScreen(<Wizard />);
    choose(plan);
    await screen.findByDisplayValue('RLE');
    fireEvent.change(screen.getByLabelText(/^Project key/), { target: { value: '9' } });
    fireEvent.click(screen.getByRole('button', { name: 'Show what would change' }));
    expect(await screen.findByText(/2 to 16 capital letters/)).toBeDefined();
  });
});

describe('proposals', () => {
  test.each([
    ['Riverbend Regional ED record', 'RRER'],
    ['Ärzte', 'ARZTE'],
    ['2027 cutover', 'CUTOVER'],
    ['', 'PLAN'],
  ])('the key for “%s” is %s', (title, key) => {
    expect(proposeKey(title)).toBe(key);
    expect(key).toMatch(/^[A-Z][A-Z0-9-]{1,15}$/);
  });

  test('a title falls back to the name of the file', async () => {
    expect(proposeTitle('C:\\plans\\ED-record_v2.xml')).toBe('ED record v2');
    expect(await titleIn(new File(['<Project/>'], 'go_live.xml'))).toBe('go live');
  });
});

// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { renderScreen } from '../testing/render.tsx';
import { LANGUAGES } from '../messages/i18n.ts';
import { LanguageChoice } from './language-page.tsx';
import { SETTINGS } from './settings.ts';

afterEach(cleanup);

describe('the choice of a language', () => {
  const choose = async (language: string, answer: () => Promise<unknown> = () => Promise.resolve()) => {
    const chosen: (string | null)[] = [];
    let loaded = 0;
    await renderScreen(
      <LanguageChoice
        title="Yours"
        lead=""
        none="As the browser says"
        chosen="en"
        languages={['en', 'de']}
        onChoose={(wanted) => {
          chosen.push(wanted);
          return answer();
        }}
        reload={() => (loaded += 1)}
      />,
    );
    const input = screen.getByLabelText('Yours', { selector: 'select' });
    expect([...input.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
      'As the browser says',
      'English',
      'Deutsch',
    ]);
    fireEvent.change(input, { target: { value: language } });
    fireEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(chosen).toHaveLength(1));
    return { chosen, loaded: () => loaded };
  };

  test('keeps it and loads the page anew', async () => {
    const { chosen, loaded } = await choose('de');
    await waitFor(() => expect(loaded()).toBe(1));
    expect(chosen).toEqual(['de']);
  });

  test('can be to have none', async () => {
    const { chosen } = await choose('');
    expect(chosen).toEqual([null]);
  });

  test('that is not kept is told, and the page stays', async () => {
    const { loaded } = await choose('de', () => Promise.reject(new TypeError('offline')));
    expect((await screen.findByRole('alert')).textContent).toContain('could not be reached');
    expect(loaded()).toBe(0);
  });

  test('is offered where there is something to choose', () => {
    expect(SETTINGS.some(({ id }) => id === 'language')).toBe(LANGUAGES.length > 1);
  });
});

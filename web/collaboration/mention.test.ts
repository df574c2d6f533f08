import { describe, expect, test } from 'vitest';
import { askedAt, matching, toKept, toTyped, withName } from './mention.ts';

const ANN = { id: '01890000-0000-7000-8000-000000000001', name: 'Ann' };
const LEE = { id: '01890000-0000-7000-8000-000000000002', name: 'Ann Lee' };

describe('a mention', () => {
  test('is asked for by an @ that begins a word, up to the caret', () => {
    expect(askedAt('Ask @an', 7)).toEqual({ at: 4, words: 'an' });
    expect(askedAt('Ask @an today', 7)).toEqual({ at: 4, words: 'an' });
    expect(askedAt('@', 1)).toEqual({ at: 0, words: '' });
    expect(askedAt('ann@example.org', 15)).toBeUndefined();
    expect(askedAt('@one\nmore', 9)).toBeUndefined();
    expect(askedAt('no one', 6)).toBeUndefined();
  });

  test('finds people by any word of their name', () => {
    expect(matching([ANN, LEE], 'le')).toEqual([LEE]);
    expect(matching([ANN, LEE], 'ANN')).toEqual([ANN, LEE]);
    expect(matching([ANN, LEE], 'ann l')).toEqual([LEE]);
  });

  test('puts the name in and leaves the caret after it', () => {
    const asked = askedAt('Ask @an today', 7);
    expect(asked && withName('Ask @an today', asked, 'Ann Lee')).toEqual({ text: 'Ask @Ann Lee today', caret: 13 });
  });

  test('is kept as an account and comes back as the name', () => {
    const kept = toKept('@Ann Lee and @Ann, please', [ANN, LEE]);
    expect(kept).toBe(`@{${LEE.id}} and @{${ANN.id}}, please`);
    const names = new Map([ANN, LEE].map(({ id, name }) => [id, name]));
    const typed = toTyped(kept, (id) => names.get(id) ?? '');
    expect(typed.text).toBe('@Ann Lee and @Ann, please');
    expect(toKept(typed.text, typed.picked)).toBe(kept);
  });
});

import { describe, expect, test } from 'vitest';
import { deidentifyText } from '../index.ts';

const SAFE = { mode: 'safe-harbor', asOf: 2026 } as const;

describe('running text', () => {
  const left = (text: string) => deidentifyText(text, SAFE).text;

  test.each([
    ['a number before the word cell', 'sister (978-555-0199 cell)', '978-555-0199'],
    ['a number before a flat', 'call 978-555-0199 flat 2', '978-555-0199'],
    ['a name in a network', '@jsmith on Twitter', 'jsmith'],
    ['a name with dots in a network', 'her instagram is @rose.hill_77', 'hill'],
    ['an address with an underscore in its domain', 'write to jo@old_mail.example.com_x', 'old_mail'],
    ['coordinates', 'GPS 42.3601, -71.0589', '0589'],
    ['a latitude', 'Lat: 42.3601', '42.3601'],
    ['an employer that begins with a clinical word', 'Employed at General Motors since 1999', 'Motors'],
    ['a short id of a patient', 'Pt ID: 88-1', '88-1'],
    ['an enterprise number', 'UMRN: 00AB12', '00AB12'],
    ['a week', 'Admitted 2024-W07', 'W07'],
    ['an age in words', 'aged ninety-three', 'ninety'],
    ['a school', 'teacher at Lincoln Elementary School', 'Lincoln'],
    ['a Canadian postal code', 'lives at T2N 1M0', 'T2N'],
  ])('keeps nothing of %s', (_, text, identifier) => {
    expect(left(text)).not.toContain(identifier);
  });

  test('finds nothing in what became of a box', () => {
    const once = left('Send it to P.O. Box 771, Kotzebue, AK 99752; Dr. Nguyen will call 978-555-0199.');
    expect(deidentifyText(once, SAFE).replaced).toEqual([]);
  });

  test.each([
    'Stage T2N1M0',
    'T1N0M0, then T3N1M0',
    '2 tabs @ bedtime, @home',
    '12000 cells/uL',
    '1234567 copies',
    'In High School he ran',
  ])('leaves “%s” as it is', (text) => {
    expect(left(text)).toBe(text);
  });
});

describe('years and ages in running text', () => {
  test.each([
    ['DOB 3/4/1932', 'DOB 1936'],
    ['DOB: 03/04/32', 'DOB: 1936'],
    ['born on March 3, 1931', 'born on 1936'],
    ['Birthday 1/5/27, seen 1/5/26', 'Birthday 1936, seen 2026'],
    ['She was born in 1931', 'She was born in 1936'],
    ['YOB 1930, b. 1931, born in ’31', 'YOB 1936, b. 1936, born in 1936'],
    ['Appendectomy in 1930', 'Appendectomy in 1936'],
    ['An old injury of 2/3/1929', 'An old injury of 1936'],
    ['Born 1960, married in 1985', 'Born 1960, married in 1985'],
    ['Follow-up 1/5/27', 'Follow-up 2027'],
    ['She is 94. His mother was 96, he is 52', 'She is 90+. His mother was 90+, he is 52'],
    ['geboren 1931, né en 1930, nacida el 3.4.1929', 'geboren 1936, né en 1936, nacida el 1936'],
    ['A centenarian', 'A 90+'],
    ['Rounds at 1930, in 1920 ml, she is 94 kg, he is 98.6, HR was 94', undefined],
  ])('tell nobody’s age above 89: %s', (text, told) => {
    const once = deidentifyText(text, SAFE);
    expect(once.text).toBe(told ?? text);
    expect(deidentifyText(once.text, SAFE).replaced).toEqual([]);
  });
});

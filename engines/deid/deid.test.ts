import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deidentify, deidentifyText, DeidStream, IDENTIFIER_CLASSES, scanText, seededRandom, Vault } from './index.ts';
import type { Mode } from './index.ts';
import { plantedMessage, plantedText, Score } from './testing/index.ts';

const SAFE = { mode: 'safe-harbor', asOf: 2026 } as const;
const found = (text: string): string[] =>
  scanText(text).map(({ start, end, class: kind }) => `${kind}: ${text.slice(start, end)}`);

describe('planted identifiers', () => {
  test('are found, and hardly anything else is', () => {
    const score = new Score();
    for (let seed = 9_000; seed < 9_060; seed++) {
      for (const planted of [plantedMessage(seed), plantedText(seed, 12)])
        score.add(planted, deidentify(planted.text, SAFE).replaced);
    }
    expect(score.recall('typed')).toBeGreaterThanOrEqual(0.995);
    expect(score.recall('text')).toBeGreaterThanOrEqual(0.97);
    expect(score.recall('z')).toBeGreaterThanOrEqual(0.97);
    expect(score.precision).toBeGreaterThanOrEqual(0.95);
    expect([...score.classes.keys()].sort()).toEqual(Object.keys(IDENTIFIER_CLASSES).sort());
  });

  test.each(['safe-harbor', 'pseudonymised'] satisfies Mode[])('are not found again (%s)', (mode) => {
    const again = Array.from({ length: 60 }, (_, seed) => {
      const vault = new Vault(seededRandom(seed));
      const first = deidentify(plantedMessage(seed).text, { mode, asOf: 2026, vault });
      return deidentify(first.text, { mode, asOf: 2026 }).replaced.length;
    });
    expect(again.filter((count) => count > 0)).toEqual([]);
  });
});

describe('words of medicine that look like names and numbers', () => {
  test.each([
    'History of Parkinson disease, Bell palsy and a Foley catheter.',
    "Crohn's disease; Babinski negative; Jackson-Pratt drain out.",
    'BP 120/80, strength 4/5, pain 7/10, Hgb 12.5, platelets 250000, ratio 10:1.',
    'LOINC 2345-7, ICD-10 E11.9, CYP2C19, COVID-19, T12-L1, HbA1c 7.2 %.',
    'Give 1/2 tablet of Lasix 40 mg, then Tylenol 650 mg.',
  ])('stay: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('in running text', () => {
  test.each([
    ['Pt maria gonzalez called; dr okonkwo will follow.', ['names: maria gonzalez', 'names: okonkwo']],
    ['SMITH, JOHN Q was seen', ['names: SMITH, JOHN Q']],
    ['J0hn Sm1th fell at home.', ['names: J0hn Sm1th']],
    [
      'Born 14 de marzo de 1950; seen 3. März 2021 and 03MAR21.',
      ['dates: 14 de marzo de 1950', 'dates: 3. März 2021', 'dates: 03MAR21'],
    ],
    ['A 92 y/o man, wife is 88 years old.', ['dates: 92']],
    ['SSN ending in 6789, fax (402) 555-7788', ['ssn: 6789', 'fax: (402) 555-7788']],
    [
      'Lives at 12 Elm St Apt 4, Omaha, NE 68102-1234',
      ['geographic: 12 Elm St Apt 4', 'geographic: Omaha', 'geographic: 68102-1234'],
    ],
    ['VIN 1HGCM82633A004352, plate ABC-1234', ['vehicle: 1HGCM82633A004352', 'vehicle: ABC-1234']],
    ['Fingerprint ID FP-88231, photo IMG_2034.jpg', ['biometric: FP-88231', 'photo: IMG_2034.jpg']],
    ['see https://example.org/p?id=1 from 10.1.2.3', ['url: https://example.org/p?id=1', 'ip: 10.1.2.3']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('safe harbor', () => {
  test('keeps years, three digits of ZIP codes where enough people live, and no age above 89', () => {
    const { text } = deidentifyText('Seen 3/14/2021, ZIP 68102, ZIP 03601, a 95 year old man.', SAFE);
    expect(text).toBe('Seen 2021, ZIP 68100, ZIP 00000, a 90+ year old man.');
  });

  test('tells no year of birth that shows an age above 89', () => {
    const { text } = deidentify('MSH|^~\\&|A|B|C|D|2024||ADT^A01||P|2.5\rPID|1||1||||19200101', SAFE);
    expect(text).toContain('|1936');
  });

  test('draws codes that do not follow from what they stand for', () => {
    const codes = Array.from({ length: 20 }, () => deidentifyText('MRN 12345678', SAFE).text);
    expect(new Set(codes).size).toBeGreaterThan(15);
    expect(codes.every((code) => /^MRN \d{8}$/.test(code))).toBe(true);
  });
});

describe('pseudonymised', () => {
  test('moves all dates of a person by the same whole weeks', () => {
    const vault = new Vault();
    const options = { mode: 'pseudonymised', asOf: 2026, vault, person: 'p1' } as const;
    const [first = '', second = ''] = ['Seen on 03/14/2021.', 'Seen on 03/28/2021.'].map(
      (text) => deidentifyText(text, options).text,
    );
    const dayOf = (text: string): number => Date.parse(/\d\d\/\d\d\/\d{4}/.exec(text)?.[0] ?? '');
    expect(dayOf(second) - dayOf(first)).toBe(14 * 86_400_000);
    expect(Math.abs(vault.shift('p1')) % 7).toBe(0);
    expect(first).not.toContain('03/14/2021');
  });
});

describe('any input', () => {
  test('comes out in the same pieces, whatever it is cut into', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 30 }), (seed, cuts) => {
        const { text } = plantedMessage(seed);
        const whole = deidentify(text, { ...SAFE, vault: new Vault(seededRandom(1)) });
        const stream = new DeidStream('hl7', { ...SAFE, vault: new Vault(seededRandom(1)) });
        let at = 0;
        let pieces = '';
        for (const cut of cuts) {
          pieces += stream.write(text.slice(at, at + cut)).text;
          at += cut;
        }
        pieces += stream.write(text.slice(at)).text + stream.end().text;
        expect(pieces).toBe(whole.text);
      }),
      { numRuns: 40 },
    );
  });

  test('is read to its end, and what is not replaced stays as it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('hl7', 'csv', 'text'),
        (text, kind) => {
          const { replaced, text: out, problem } = deidentify(text, { ...SAFE, kind });
          if (problem) return;
          if (replaced.length === 0) expect(out).toBe(text);
          expect(
            replaced.every(({ offset, length }) => offset >= 0 && length > 0 && offset + length <= text.length),
          ).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });

  test.each([
    ['digits', '1234567890'],
    ['hyphens', '1-'],
    ['letters', 'Aa '],
    ['at signs', 'a@a.'],
    ['points', '1.'],
    ['labels', 'MRN: '],
    ['months', 'May '],
    ['colons', 'ab:'],
    ['capitals', 'A, '],
    ['streets', '1 Main '],
    ['names', 'Maria '],
    ['slashes', '1/2/'],
    ['carets', 'a^b~c&'],
    ['escapes', '\\.br\\'],
    ['zeros', '0 '],
    ['urls', 'http://a'],
  ])('that is hostile takes time in proportion: %s', (_, piece) => {
    const timed = (size: number): number => {
      const text = piece.repeat(Math.ceil(size / piece.length));
      const started = process.cpuUsage().user;
      deidentify(text, { ...SAFE, kind: 'text' });
      deidentify(`MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|P|2.5\rNTE|1||${text}\rZZZ|${text}`, SAFE);
      return (process.cpuUsage().user - started) / 1_000;
    };
    timed(1_000);
    expect(timed(30_000)).toBeLessThan(3_000);
  });
});

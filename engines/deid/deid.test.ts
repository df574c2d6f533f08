import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deidentify,
  deidentifyText,
  DeidStream,
  IDENTIFIER_CLASSES,
  replacedBefore,
  scanText,
  seededRandom,
  Vault,
} from './index.ts';
import type { Mode } from './index.ts';
import { plantedMessage, plantedText, Score } from './testing/index.ts';

const SAFE = { mode: 'safe-harbor', asOf: 2026 } as const;
const found = (text: string): string[] =>
  scanText(text).map(({ start, end, class: kind }) => `${kind}: ${text.slice(start, end)}`);

describe('planted identifiers', () => {
  test('are found, and hardly anything else is', () => {
    const score = new Score();
    for (let seed = 9_000; seed < 9_040; seed++) {
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
    const again = Array.from({ length: 40 }, (_, seed) => {
      const vault = new Vault(seededRandom(seed));
      const first = deidentify(plantedMessage(seed).text, { mode, asOf: 2026, vault });
      return deidentify(first.text, { mode, asOf: 2026 }).replaced.length;
    });
    expect(again.filter((count) => count > 0)).toEqual([]);
  });

  test.each(['safe-harbor', 'pseudonymised'] satisfies Mode[])('are known as replaced, and where (%s)', (mode) => {
    for (let seed = 0; seed < 20; seed++) {
      const { text } = plantedMessage(seed);
      expect(replacedBefore(text)).toEqual([]);
      const { text: safe } = deidentify(text, { mode, asOf: 2026, vault: new Vault(seededRandom(seed)) });
      const paths = replacedBefore(safe).map(({ path }) => path);
      expect(paths).toContain('PID-5.1');
      expect(paths).toContain('PID-7.1');
    }
  });

  test('of a message that holds dates alone are not known as replaced', () => {
    expect(replacedBefore('MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5.1\rEVN||2026')).toEqual([]);
  });
});

describe('names that are words as well, and places without a state', () => {
  test.each([
    ['Rose V. Rice is a 67 y.o. female.', ['names: Rose V. Rice']],
    ['Signed electronically by Will Long at 14:32.', ['names: Will Long']],
    ['MRN pending / Rice, Faith / F', ['names: Rice, Faith']],
    ['Emergency contact - Hyun-woo Brown, see chart.', ['names: Hyun-woo Brown']],
    ['He works nights in El Paso.', ['geographic: El Paso']],
    ['She was brought here from Tulsa by ambulance.', ['geographic: Tulsa']],
    ['Lives at 8674 Old Mill Court, upstairs.', ['geographic: 8674 Old Mill Court']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test.each([
    'Transfer from Emergency Department to Surgery. Seen in Oncology, returned from Radiology.',
    'Will follow up. May shower. Rose spots absent. Pain 7/10, up from 4/10. May resume diet.',
    'Epstein-Barr IgG positive. Bair hugger on. Transfer to Denver Health protocol of Boston criteria.',
    'Discussed in Rounds, from Home, to Rehab, at Discharge, of Right Knee.',
  ])('stay where nothing of them is one: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('words of medicine that look like names and numbers', () => {
  test.each([
    'History of Parkinson disease, Bell palsy and a Foley catheter.',
    "Crohn's disease; Babinski negative; Jackson-Pratt drain out.",
    'BP 120/80, strength 4/5, pain 7/10, Hgb 12.5, platelets 250000, ratio 10:1.',
    'LOINC 2345-7, ICD-10 E11.9, CYP2C19, COVID-19, T12-L1, HbA1c 7.2 %.',
    'Give 1/2 tablet of Lasix 40 mg, then Tylenol 650 mg.',
    'Reported by the North Dakota Department of Health; Georgia; Stanford University Medical Center.',
    'Swan-Ganz floated; Mallory-Weiss tear; Ann Arbor stage IIIB; Stage II ulcer.',
    'Discussed with Radiology and Pharmacy. Staff reports agitation. Code Blue called.',
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
    ['daughter jasmine at bedside, mr okoye aware', ['names: jasmine', 'names: okoye']],
    ['Aoife Ní Bhriain phoned the ward.', ['names: Aoife Ní Bhriain']],
    [
      'Signed: Ngo, Vivian T., MD in Thornton, CO 80229',
      ['names: Ngo, Vivian T', 'geographic: Thornton', 'geographic: 80229'],
    ],
    [
      'moved to 9921 oak hollow dr, fort worth tx 75044',
      ['geographic: 9921 oak hollow dr', 'geographic: fort worth', 'geographic: 75044'],
    ],
    ['Works as a welder at Bath Iron Works.', ['names: Bath Iron Works']],
    [
      'Gartenstraße 7, 70173 Stuttgart, Tel. 0711/1234567',
      ['geographic: Gartenstraße 7', 'geographic: 70173 Stuttgart', 'telephone: 0711/1234567'],
    ],
    ['see https://example.org/p?id=1 from 10.1.2.3', ['url: https://example.org/p?id=1', 'ip: 10.1.2.3']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('in messages', () => {
  const HEADER = 'MSH|^~\\&|A|B|C|D|||ORU^R01||P|2.5.1\r';
  const foundIn = (rest: string): string[] => {
    const text = HEADER + rest;
    return deidentify(text, SAFE).replaced.map(
      ({ path, class: kind, offset, length }) => `${path} ${kind}: ${text.slice(offset, offset + length)}`,
    );
  };

  test.each([
    [
      'PID|1||77^^^H^MR||Quackenbush^Zora\rNTE|1||Quackenbush was here',
      ['PID-3.1 mrn: 77', 'PID-5.1 names: Quackenbush', 'PID-5.2 names: Zora', 'NTE-3 names: Quackenbush'],
    ],
    ['OBX|1|NM|30525-0^Age^LN||93', ['OBX-5 dates: 93']],
    ['OBX|1|CE|77966-0^County^LN||13121^Fulton^FIPS6_4', ['OBX-5.1 geographic: 13121', 'OBX-5.2 geographic: Fulton']],
    ['OBX|1|CE|1-8^State^LN||13^Georgia^FIPS5_2', []],
    ['OBX|1|ST|68498-5^Account number^LN||44710', ['OBX-5 account: 44710']],
    ['OBX|1|ED|1-1^Picture^LN||^image^jpeg^Base64^AAAA', ['OBX-5.5 photo: AAAA']],
    ['PID|1||||||||||||^^FX^^^402^5550188', ['PID-13.6 fax: 402', 'PID-13.7 fax: 5550188']],
    [
      'ZPI|ACTIVE|Doe^Jane|19600101|250.00^Diabetes^I9|12.5|E11.9',
      ['ZPI-2.1 names: Doe', 'ZPI-2.2 names: Jane', 'ZPI-3 dates: 19600101'],
    ],
    ['ZVH|VIN|1HGCM82633A004352|mg/dL|4.0-11.0', ['ZVH-2 vehicle: 1HGCM82633A004352']],
  ])('%s', (rest, expected) => {
    expect(foundIn(rest)).toEqual(expected);
  });

  test('line ends, frames, byte order marks and other separators make no difference', () => {
    const { text } = plantedMessage(3);
    const count = (one: string): number => deidentify(one, SAFE).replaced.length;
    for (const other of [
      text.replaceAll('\r', '\n'),
      text.replaceAll('\r', '\r\n'),
      `\v${text}\u001C\r`,
      `\uFEFF${text}`,
      text.replaceAll('^', '*'),
    ]) {
      expect(count(other)).toBe(count(text));
    }
  });
});

describe('in tables', () => {
  test('headings say what a column holds, and values what headings do not', () => {
    const table =
      'Patient ID,LastName,DOB,Zip,Visit Time,Insurance,Result,Notes\n10023,Oyelaran,1931-04-02,68102,10:30,Medicare,12.5,"call ""Bob"" at 402-555-1111"\n';
    const { text, replaced } = deidentify(table, { ...SAFE, kind: 'csv' });
    expect(replaced.map(({ path, class: kind }) => `${path} ${kind}`)).toEqual([
      '[2].Patient ID mrn',
      '[2].LastName names',
      '[2].DOB dates',
      '[2].Zip geographic',
      '[2].Notes names',
      '[2].Notes telephone',
    ]);
    expect(text).toMatch(
      /^Patient ID,.*\n\d{5},Qx\w+,1936,68100,10:30,Medicare,12\.5,"call ""Qx\w+"" at 0\d\d-555-01\d\d"\n$/,
    );
  });

  test('a number under a heading of a date is a number, and a file of a photograph is taken out', () => {
    const { text } = deidentify('Encounter,Photo,Result\nE1001,photos/jdoe.jpg,12.5\n', { ...SAFE, kind: 'csv' });
    expect(text).toMatch(/^Encounter,Photo,Result\n[A-Z]\d{4},[^,]+,12\.5\n$/);
    expect(text).not.toMatch(/E1001|jdoe/);
  });

  test('a quotation mark that is never closed gives nothing back', () => {
    expect(deidentify('a,b\n"x', { ...SAFE, kind: 'csv' })).toMatchObject({
      text: '',
      replaced: [],
      problem: { code: 'quote-not-closed', offset: 4 },
    });
  });
});

test('a column of codes keeps no telephone number that stands among them', () => {
  const { text } = deidentify('code,sex,result\nE11.9,F,5.4\ncall 402-555-1002,F,5.6\n', { ...SAFE, kind: 'csv' });
  expect(text).not.toContain('1002');
  expect(text).toContain('E11.9,F,5.4');
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
  test('reads dates with dots by their day first, others by their month', () => {
    const days = (text: string): number => {
      const [first = '', second = ''] =
        deidentify(`dob,note\n${text}\n`, {
          mode: 'pseudonymised',
          kind: 'csv',
          asOf: 2026,
          vault: new Vault(seededRandom(3)),
        })
          .text.split('\n')[1]
          ?.split(',') ?? [];
      const read = (date: string): number =>
        date.includes('.')
          ? Date.parse(date.split('.').toReversed().join('-'))
          : Date.parse(`${date.slice(6)}-${date.slice(0, 2)}-${date.slice(3, 5)}`);
      return (read(second) - read(first)) / 86_400_000;
    };
    expect(days('03.04.2020,20.04.2020')).toBe(17);
    expect(days('03/04/2020,03/20/2020')).toBe(16);
  });

  test('moves all dates of a person by the same whole weeks', () => {
    const vault = new Vault();
    const options = { mode: 'pseudonymised', asOf: 2026, vault, person: 'p1' } as const;
    const [first = '', second = ''] = ['Seen on 03/14/2021.', 'Seen on 03/28/2021.'].map(
      (text) => deidentifyText(text, options).text,
    );
    // In no zone, so that no clock is put forward between them.
    const dayOf = (text: string): number => Date.parse(`${/\d\d\/\d\d\/\d{4}/.exec(text)?.[0] ?? ''} UTC`);
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
      { numRuns: 25 },
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
      { numRuns: 80 },
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
    ['titles', 'Dr. '],
    ['returns', '\r'],
    ['quotes', '"'],
  ])('that is hostile takes time in proportion: %s', (_, piece) => {
    const timed = (size: number): number => {
      const text = piece.repeat(Math.ceil(size / piece.length));
      const started = process.cpuUsage().user;
      deidentify(text, { ...SAFE, kind: 'text' });
      deidentify(`MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|P|2.5\rNTE|1||${text}\rZZZ|${text}`, SAFE);
      return (process.cpuUsage().user - started) / 1_000;
    };
    timed(1_000);
    expect(timed(20_000)).toBeLessThan(3_000);
  });
});

import { describe, expect, test } from 'vitest';
import { deidentify } from '../index.ts';

const SAFE = { mode: 'safe-harbor', asOf: 2026 } as const;

describe('fields that hold codes', () => {
  const PATIENT = 'PID|1||4711^^^W^MR||Garcia^Maria||19320304|F|||12 Elm St^^Omaha^NE^68102';
  const after = (line: string): string =>
    deidentify(['MSH|^~\\&|A|Clinic of Omaha|C|D|2026||ADT^A01||P|2.5.1', PATIENT, line].join('\r'), SAFE)
      .text.split('\r')
      .at(-1) ?? '';

  test.each([
    ['a telephone number as a reason', 'PV2|||402-555-1002', '1002'],
    ['a social security number as a reason', 'OBR|1|||85025^CBC|||||||||||||||||||||||||||123-45-6789', '6789'],
    ['an address in a location', 'PV1|1|I|ICU^^^^^^2001 WIESBROOK RD', 'WIESBROOK'],
    ['the patient in a sentence', 'PV2|||Chest pain, says Maria', 'Maria'],
    ['the patient’s number', 'PV2|||see chart of 4711 and 12 Elm St', 'Elm'],
    ['somebody with a title', 'PV2|||As Dr. Zimmer wishes', 'Zimmer'],
    ['a date one field further on', 'IN1|1|20010101', '0101'],
    [
      'a person in parts, where one value is expected',
      'OBR|1|||85025^CBC|||||||||||||||||||||||||||||||54321^Doctorovich^Ivan',
      'Doctorovich',
    ],
    ['an address where a number is expected', 'GT1|1||Garcia^Luis||||77 Pine Road Omaha', 'Pine'],
    ['the group that an employer is', 'IN1|1|B|P|Blue Cross|||||Union Pacific', 'Union'],
  ])('keep nothing of %s', (_, line, identifier) => {
    expect(after(line)).not.toContain(identifier);
  });

  test.each([
    'PV1|1|I|ICU^12^A^Clinic of Omaha',
    'AL1|1|DA|PEN^Penicillin G potassium 5 million units^L',
    'OBX|1|CWE|1554-5^Glucose 12 hours fasting^LN||LA6576-8^Positive for antibody^LN||||||F',
    'RXE|1|00093-7146-01^Amoxicillin 500 mg capsule, 3 times a day^NDC',
  ])('stay where they are codes and what these are called: %s', (line) => {
    expect(after(line)).toBe(line);
  });
});

import { expect, test } from 'vitest';
import { domainsIn } from './domains.ts';

test.each([
  ['', []],
  ['hospital.org', ['hospital.org']],
  ['@Hospital.org, clinic.org;\n hospital.org ', ['hospital.org', 'clinic.org']],
])('domains in %j', (text, domains) => {
  expect(domainsIn(text)).toEqual(domains);
});

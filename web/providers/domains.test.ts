import { expect, test } from 'vitest';
import { domainsIn, namesIn } from './domains.ts';

test.each([
  ['', []],
  ['hospital.org', ['hospital.org']],
  ['@Hospital.org, clinic.org;\n hospital.org ', ['hospital.org', 'clinic.org']],
])('domains in %j', (text, domains) => {
  expect(domainsIn(text)).toEqual(domains);
});

test.each([
  ['', []],
  ['mfa, hwk\nmfa', ['mfa', 'hwk']],
  ['urn:oasis:names:tc:SAML:2.0:ac:classes:X509', ['urn:oasis:names:tc:SAML:2.0:ac:classes:X509']],
])('names in %j stay as they are written', (text, names) => {
  expect(namesIn(text)).toEqual(names);
});

/** One of the eighteen kinds of identifiers that Safe Harbor removes. */
export type IdentifierClass = keyof typeof IDENTIFIER_CLASSES;

/**
 * The eighteen classes of 45 CFR 164.514(b)(2)(i), each with its paragraph and what it covers in our own words.
 * Source: eCFR, title 45, as of 2026-07-01; status: in force.
 */
export const IDENTIFIER_CLASSES = {
  names: { paragraph: 'A', title: 'Names of people, and of their employers' },
  geographic: { paragraph: 'B', title: 'Places smaller than a state: street, town, county, ZIP code' },
  dates: { paragraph: 'C', title: 'Dates but for the year; ages above 89, and years that show them' },
  telephone: { paragraph: 'D', title: 'Telephone numbers' },
  fax: { paragraph: 'E', title: 'Fax numbers' },
  email: { paragraph: 'F', title: 'E-mail addresses' },
  ssn: { paragraph: 'G', title: 'Social security numbers' },
  mrn: { paragraph: 'H', title: 'Medical record numbers' },
  'health-plan': { paragraph: 'I', title: 'Health plan beneficiary numbers' },
  account: { paragraph: 'J', title: 'Account numbers' },
  licence: { paragraph: 'K', title: 'Certificate and licence numbers' },
  vehicle: { paragraph: 'L', title: 'Vehicle identifiers, licence plates included' },
  device: { paragraph: 'M', title: 'Device identifiers and serial numbers' },
  url: { paragraph: 'N', title: 'Web addresses' },
  ip: { paragraph: 'O', title: 'IP addresses' },
  biometric: { paragraph: 'P', title: 'Finger and voice prints and other biometric identifiers' },
  photo: { paragraph: 'Q', title: 'Full-face photographs and comparable images' },
  other: { paragraph: 'R', title: 'Any other number, characteristic or code of one person alone' },
} as const satisfies Record<string, { readonly paragraph: string; readonly title: string }>;

import { chance, cycle } from '../random.ts';

/** The triggers of an interface of patients and visits, with the structure each has. */
export const TRIGGERS: readonly [Trigger, ...Trigger[]] = [
  ['ADT^A01', 'ADT_A01'],
  ['ADT^A03', 'ADT_A03'],
  ['ADT^A40', 'ADT_A39'],
];
type Trigger = readonly [trigger: string, structure: string];

/** How a system writes its messages. */
export interface Dialect {
  readonly sender: string;
  readonly receiver: string;
  readonly sexes: readonly [string, ...string[]];
  readonly classes: readonly [string, ...string[]];
  /** Whether race, language, marital status and a segment of its own are sent: the new record says more than the laboratory takes. */
  readonly says: 'more' | 'less';
}

/** As the new record sends it. */
export const RECORD: Dialect = {
  sender: 'EHR',
  receiver: 'ENGINE',
  sexes: ['F', 'M', 'U'],
  classes: ['I', 'E', 'O', 'P'],
  says: 'more',
};

/** As the laboratory takes it, and what the interface engine makes of it. */
export const LABORATORY: Dialect = {
  sender: 'ENGINE',
  receiver: 'LIS',
  sexes: ['F', 'M'],
  classes: ['I', 'O'],
  says: 'less',
};

const FAMILY = ['Okafor', 'Lindqvist', 'Marchetti', 'Delacroix', 'Haddad', 'Novak', 'Tanaka', 'Brennan'] as const;
const GIVEN = ['Amara', 'Birgit', 'Carlo', 'Denise', 'Elias', 'Filip', 'Grace', 'Henry'] as const;
const UNITS = ['MEDA^101^1', 'SURG^204^2', 'ICU^3^1', 'EMER^12^1'] as const;

/** A message of nobody: names and numbers are invented, and are taken out like those of patients all the same. */
export function admission(dialect: Dialect, place: number, from: string): string {
  const [trigger, structure] = cycle(TRIGGERS, place);
  const { between } = chance(`${dialect.sender} ${from} ${place}`);
  const number = 4_700_000 + place * 37 + between(0, 30);
  const at = `20250${between(4, 7)}1${between(0, 9)}0${between(6, 9)}${between(10, 59)}`;
  const more = dialect.says === 'more';
  const patient = [
    'PID',
    '1',
    '',
    `${number}^^^RIVERBEND^MR`,
    '',
    `${cycle(FAMILY, place)}^${cycle(GIVEN, place + between(0, 7))}`,
    '',
    `19${between(30, 99)}0${between(1, 9)}1${between(0, 9)}`,
    cycle(dialect.sexes, Math.floor(place / 3)),
    // Race, language and marital status.
    ...(more
      ? ['', cycle(['2106-3', '2054-5', '2028-9'], place), '', '', '', '', 'eng', cycle(['M', 'S', 'D'], place)]
      : []),
  ];
  const visit = [
    'PV1',
    '1',
    cycle(dialect.classes, Math.floor(place / 3)),
    cycle(UNITS, place + between(0, 3)),
    ...Array.from({ length: 15 }, () => ''),
    `V${number}`,
  ];
  const header = `MSH|^~\\&|${dialect.sender}|RIVERBEND|${dialect.receiver}|RIVERBEND|${at}||${trigger}^${structure}|${from}${String(place).padStart(4, '0')}|T|2.5.1`;
  return [
    header,
    `EVN||${at}`,
    patient.join('|'),
    ...(trigger === 'ADT^A40' ? [`MRG|${number - 1}^^^RIVERBEND^MR`] : [visit.join('|')]),
    ...(more && trigger === 'ADT^A01' ? [`ZPV|1|${cycle(['WALK', 'AMB', 'TRANS'], place)}`] : []),
    '',
  ].join('\r');
}

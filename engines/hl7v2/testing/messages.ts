/** A message of version 2.5.1 that breaks no rule of the standard. */
export const ADMISSION: readonly string[] = [
  'MSH|^~\\&|REG|WEST|EHR|EAST|20260102030405||ADT^A01^ADT_A01|77|P|2.5.1',
  'EVN||20260102030405',
  'PID|1||12^^^WEST&1.2.3&ISO^MR~34^^^EAST^PI||Doe^Jane^Q||19800101|F',
  'PV1|1|I|2NE^201^A',
  'AL1|1|DA|PEN^Penicillin^L',
];

/** A laboratory report of version 2.5.1 that breaks no rule of the standard. */
export const REPORT: readonly string[] = [
  'MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ORU^R01^ORU_R01|78|P|2.5.1',
  'PID|1||12^^^WEST^MR||Doe^Jane',
  'ORC|RE',
  'OBR|1|||2345-7^Glucose^LN',
  'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|||||F',
  'NTE|1||fasting',
  'OBX|2|DT|8302-2^Day^LN||20260101||||||F',
  'SPM|1|||BLD^Blood^L',
];

/** Lines with one of them changed. */
export function withLine(lines: readonly string[], at: number, change: (line: string) => string): string {
  return lines.map((line, index) => (index === at ? change(line) : line)).join('\r');
}

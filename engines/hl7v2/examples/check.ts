import { checkMessage, readHl7 } from '../index.ts';

const file = readHl7(
  ['MSH|^~\\&|A|B|C|D|2026||ADT^A01^ADT_A01|1|P|2.5.1', 'EVN||2026', 'PID|1||7^^^A^MR||Doe||19800231', 'PV1|1|I'].join(
    '\r',
  ),
);

export const findings: string[] = [];
for (const message of file.messages) {
  const checked = await checkMessage(message); // or checkMessage(message, profile)
  for (const { severity, path, line, text } of checked.findings)
    findings.push(`${severity} line ${line}, ${path}: ${text}`);
}

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome } from './testing/callosum.ts';
import { runHere } from './testing/run-here.ts';

const OBX = 'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|70-99|N|||F||||||||||||West Laboratory|1 Main St^^Omaha^NE';
const REPORT = [
  'MSH|^~\\&|LAB|WEST|EHR|EAST|2026||ORU^R01^ORU_R01|1|P|2.5.1',
  'PID|1||7^^^A^MR||Doe^Jane',
  'OBR|1|P1|F1|GLU^Glucose^L|||20260102|||||||||||||||202601021200|||F',
  OBX,
  'SPM|1|||SER^Serum',
  '',
].join('\r');
const ORDER =
  'MSH|^~\\&|EHR|EAST|LAB|WEST|2026||OML^O21^OML_O21|1|P|2.5.1\rPID|1||7\rORC|NW|P1\rOBR|1|P1||GLU^Glucose^L\r';

let home: string;
beforeAll(async () => {
  home = await newHome();
  const files = {
    'report.hl7': REPORT,
    'bare.hl7': REPORT.replace('|West Laboratory|1 Main St^^Omaha^NE', ''),
    'order.hl7': ORDER,
    'codes.csv': 'NA,Sodium\nGLU,Glucose\n',
    'seen.csv': '2345-7,95,mg/dL\n',
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(home, name), text)));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('callosum lab', () => {
  test('report tells what a report lacks, and where it was looked for', async () => {
    const ended = await runHere(['lab', 'report', 'report.hl7', 'bare.hl7', 'gone.hl7', '--json'], { cwd: home });
    expect(ended.status).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject([
      { file: 'report.hl7', message: 1, type: 'ORU^R01', complete: true, missing: [] },
      { file: 'bare.hl7', complete: false, missing: [{ element: 'laboratory', paragraph: '(c)(2)', at: 'OBX' }] },
      { file: 'gone.hl7', error: { code: 'unreadable' } },
    ]);
    expect(await runHere(['lab', 'report', 'report.hl7'], { cwd: home })).toMatchObject({ status: 0 });
  });

  test('trip follows a test to the chart, and says where the way breaks', async () => {
    const files = ['--orderable', 'GLU', '--catalogue', 'codes.csv', '--order', 'order.hl7', '--result', 'report.hl7'];
    const whole = await runHere(['lab', 'trip', ...files, '--chart', 'seen.csv', '--json'], { cwd: home });
    expect(whole.status).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({
      whole: true,
      stations: [{}, {}, {}, { station: 'chart', ok: true }],
    });
    const unseen = await runHere(['lab', 'trip', ...files], { cwd: home });
    expect(unseen).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('▲ chart: Nobody has looked at the chart'),
    });
    const other = await runHere(['lab', 'trip', ...files.with(1, 'NA'), '--chart', 'seen.csv'], { cwd: home });
    expect(other).toMatchObject({ status: 1, stdout: expect.stringContaining('▲ order: No OBR-4 orders NA') });
  });
});

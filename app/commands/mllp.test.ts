import { createSender, listen } from '@callosum/interoperability/server';
import { messageOf, valueAt } from '@callosum/hl7v2';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome, run, start } from './testing/callosum.ts';
import { runHere } from './testing/run-here.ts';

const messageText = (id: string, version = '2.5.1'): string =>
  [
    `MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ADT^A01^ADT_A01|${id}|P|${version}`,
    'EVN||20260102',
    'PID|1||7^^^A^MR||Doe',
    'PV1|1|I',
    '',
  ].join('\r');

let home: string;
beforeAll(async () => {
  home = await newHome();
  await writeFile(join(home, 'three.hl7'), ['1', 'BAD', '3'].map((id) => messageText(id)).join('\n'));
  await writeFile(join(home, 'none.hl7'), 'nothing');
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('callosum mllp send', () => {
  test('tells how many were acknowledged, rejected and failed, and which', async () => {
    const listener = await listen({
      port: 0,
      work: ({ message }) =>
        valueAt(message, 'MSH-10') === 'BAD' ? { ok: false, kind: 'error', text: 'No such ward' } : { ok: true },
    });
    const to = `127.0.0.1:${listener.port}`;
    const ended = await runHere(['mllp', 'send', 'three.hl7', 'none.hl7', '--to', to, '--json'], { cwd: home });
    await listener.close();
    expect(ended.status).toBe(1);
    expect(JSON.parse(ended.stdout)).toEqual({
      sent: 3,
      acknowledged: 2,
      rejected: 1,
      failed: 0,
      ms: expect.any(Number),
      problems: [
        { file: 'three.hl7', message: 2, controlId: 'BAD', state: 'rejected', code: 'AE', text: 'No such ward' },
      ],
      unread: [{ file: 'none.hl7', error: expect.objectContaining({ code: 'no-message' }) }],
    });
  });

  test('ends with 1 when nobody listens, and with 2 for what is no listener', async () => {
    const closed = await listen({ port: 0, work: () => ({ ok: true }) });
    await closed.close();
    const to = `127.0.0.1:${closed.port}`;
    const gone = await runHere(['mllp', 'send', 'three.hl7', '--to', to, '--retries', '0', '--json'], { cwd: home });
    expect(gone.status).toBe(1);
    expect(JSON.parse(gone.stdout)).toMatchObject({ sent: 0, acknowledged: 0, failed: 3 });
    const wrong = await runHere(['mllp', 'send', 'three.hl7', '--to', 'nowhere'], { cwd: home });
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('--to HOST:PORT') });
    const keyless = await runHere(['mllp', 'send', 'three.hl7', '--to', to, '--tls', '--cert', 'a.pem'], { cwd: home });
    expect(keyless).toMatchObject({ status: 2, stderr: expect.stringContaining('Give both') });
  });
});

describe('callosum mllp listen', () => {
  test('answers each message as it is, ends after as many as were asked for, and tells the counts', async () => {
    const child = start(['mllp', 'listen', '--port', '0', '--check', '--count', '2', '--json'], { cwd: home });
    const texts = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
    const status = new Promise<number | null>((resolve) => void child.once('close', resolve));
    let port: string | undefined;
    while (port === undefined) {
      await new Promise((resolve) => void setTimeout(resolve, 20));
      port = /127\.0\.0\.1:(\d+)/.exec(texts.stderr)?.[1];
    }
    const sender = createSender({ host: '127.0.0.1', port: Number(port) });
    const send = async (text: string) => {
      const message = messageOf(text);
      return message && (await sender.send(message));
    };
    expect(await send(messageText('1'))).toMatchObject({ state: 'acknowledged', code: 'AA' });
    expect(await send(messageText('2').replace('PV1|1|I', 'PV1|1|'))).toMatchObject({
      state: 'rejected',
      code: 'AE',
      text: expect.stringContaining('PV1-2'),
    });
    sender.close();
    expect(await status).toBe(1);
    expect(JSON.parse(texts.stdout)).toEqual({
      received: 2,
      acknowledged: 1,
      rejected: 1,
      failed: 0,
      ms: expect.any(Number),
    });
    expect(texts.stderr).toContain('ADT^A01, control id 1');
  });

  test('refuses a port that is taken, and TLS without a certificate', async () => {
    const taken = await listen({ port: 0, work: () => ({ ok: true }) });
    const busy = await runHere(['mllp', 'listen', '--port', String(taken.port)], { cwd: home });
    await taken.close();
    expect(busy).toMatchObject({ status: 2, stderr: expect.stringContaining('Choose another --port') });
    const bare = await runHere(['mllp', 'listen', '--port', '0', '--tls'], { cwd: home });
    expect(bare).toMatchObject({ status: 2, stderr: expect.stringContaining('Give --cert and --key') });
    const help = await run(['mllp', 'listen', '--help'], { cwd: home });
    expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining('callosum mllp listen --port 2575') });
  });
});

test('a server whose ports for tests are set wrongly says so before it opens anything', async () => {
  const env = { CALLOSUM_MLLP_PORTS: 'nonsense' };
  const ended = await run(['serve', '--data', 'nowhere', '--port', '0'], { cwd: home, env });
  expect(ended).toMatchObject({ status: 2, stderr: expect.stringContaining('CALLOSUM_MLLP_PORTS is “nonsense”') });
});

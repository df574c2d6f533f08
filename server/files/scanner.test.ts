import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clamdScanner, commandScanner } from './scanner.ts';

let home = '';
let clean = '';
let bad = '';
const EICAR = 'X5O!P%@AP…EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'callosum-scan-'));
  clean = join(home, 'clean');
  bad = join(home, 'bad');
  await writeFile(clean, Buffer.alloc(3_000_000, 'clean '));
  await writeFile(bad, EICAR);
});
afterAll(() => rm(home, { recursive: true }));

/** Speaks INSTREAM as clamd does: reads chunks with their lengths until one of zero, then answers. */
async function clamd(answer: (content: Buffer) => string) {
  const server = createServer((socket) => {
    let held = Buffer.alloc(0);
    const content: Buffer[] = [];
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      held = Buffer.concat([held, Buffer.from(bytes)]);
      if (content.length === 0 && held.subarray(0, 10).toString() === 'zINSTREAM\0') held = held.subarray(10);
      while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0);
        if (length === 0) {
          socket.end(`${answer(Buffer.concat(content))}\0`);
          return;
        }
        content.push(held.subarray(4, 4 + length));
        held = held.subarray(4 + length);
      }
    });
  });
  const path = join(home, 'clamd.sock');
  server.listen(path);
  await once(server, 'listening');
  return { path, close: () => new Promise((resolve) => server.close(resolve)) };
}

const asClamd = (content: Buffer): string =>
  content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : `stream: ${content.length > 0 ? 'OK' : 'ERROR'}`;

describe('clamd', () => {
  test('says of a large file that it is clean, and names what it finds', async () => {
    const daemon = await clamd(asClamd);
    const scanner = clamdScanner(daemon.path);
    await expect(scanner.scan(clean)).resolves.toBeUndefined();
    await expect(scanner.scan(bad)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('Eicar-Test-Signature'),
    });
    await daemon.close();
  });

  test.each([
    ['that is not there', undefined],
    ['that gives up over the size', 'INSTREAM size limit exceeded. ERROR'],
    ['that talks nonsense', 'stream: perhaps'],
  ])('%s keeps everything out', async (_what, answer) => {
    const daemon = answer === undefined ? undefined : await clamd(() => answer);
    const scanner = clamdScanner(daemon?.path ?? join(home, 'nobody.sock'));
    await expect(scanner.scan(clean)).rejects.toMatchObject({ code: 'store-unavailable' });
    await daemon?.close();
  });

  test('that is silent keeps everything out after a while', async () => {
    const server = createServer(() => undefined);
    const path = join(home, 'silent.sock');
    server.listen(path);
    await once(server, 'listening');
    await expect(clamdScanner(path, 200).scan(clean)).rejects.toMatchObject({ code: 'store-unavailable' });
    server.close();
  });
});

describe('a command', () => {
  test('is told the file and says by how it ends what it found', async () => {
    const scanner = commandScanner(['sh', '-c', 'grep -q EICAR "$0" && exit 1 || exit 0']);
    await expect(scanner.scan(clean)).resolves.toBeUndefined();
    await expect(scanner.scan(bad)).rejects.toMatchObject({ code: 'refused' });
  });

  test.each([
    ['that fails', ['sh', '-c', 'exit 2']],
    ['that is not installed', ['callosum-no-such-scanner']],
    ['that never ends', ['sh', '-c', 'exec sleep 20']],
  ])('%s keeps everything out', async (_what, command) => {
    const scanner = commandScanner(command, 300);
    await expect(scanner.scan(clean)).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});

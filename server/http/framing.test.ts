import { API_PATH } from '@callosum/kernel/contract';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

/** Sends text as it is and reads until the server closes the connection or says nothing more. */
function send(text: string): Promise<string> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    let told = '';
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(text));
    socket.setEncoding('utf8').setTimeout(10_000, () => socket.destroy());
    socket
      .on('data', (more: string) => {
        told += more;
      })
      .on('error', reject)
      .on('close', () => resolve(told));
  });
}
const answersIn = (told: string): string[] => [...told.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status = '']) => status);

const title = 'Smuggled in';
const body = JSON.stringify({ input: { kind: 'item', fields: { title } } });
const head = (...lines: string[]): string =>
  [
    `POST ${API_PATH}/projects/${key}/commands/record.create HTTP/1.1`,
    'Host: callosum.example',
    'Content-Type: application/json',
    `Cookie: ${server.owner.cookie}`,
    ...lines,
    '',
    '',
  ].join('\r\n');
/** A whole request that stands where a body is announced: carried out, it would have been smuggled in. */
const whole = (): string => head(`Content-Length: ${body.length}`, 'Connection: close') + body;
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

const written = async (): Promise<number | null> =>
  (await server.installation.pool.query('select from record where title = $1', [title])).rowCount;

describe('where a request ends', () => {
  test('is told by its length: one that says so is carried out', async () => {
    expect(answersIn(await send(whole()))).toEqual(['200']);
    expect(await written()).toBe(1);
    await server.installation.pool.query('delete from record where title = $1', [title]);
  });

  test.each<[string, () => string, string]>([
    [
      'in chunks, without a length',
      () => head('Transfer-Encoding: chunked', 'Connection: close') + `${chunk(body)}0\r\n\r\n`,
      '411',
    ],
    ['in chunks under another name', () => head('Transfer-Encoding: xchunked') + body, '400'],
    [
      'with a length and in chunks',
      () => head('Content-Length: 4', 'Transfer-Encoding: chunked') + `0\r\n\r\n${whole()}`,
      '400',
    ],
    ['with a name of the length that is half another', () => head('Content-Length : 0') + whole(), '400'],
    ['with two lengths', () => head('Content-Length: 0', `Content-Length: ${body.length}`) + body + whole(), '400'],
    ['with two lengths in one line', () => head(`Content-Length: 0, ${body.length}`) + body + whole(), '400'],
    ['with a length that is no number', () => head('Content-Length: +12') + body, '400'],
    [
      'with a line that is folded',
      () => head('X-Note: one', ' Transfer-Encoding: chunked', 'Content-Length: 0') + whole(),
      '400',
    ],
  ])('said %s is refused, and nothing behind it is carried out', async (_how, request, status) => {
    const told = await send(request());
    expect(answersIn(told)).toEqual([status]);
    expect(await written()).toBe(0);
  });

  test('that has neither length nor body has none, and what follows is a request of its own', async () => {
    const told = await send(head('Connection: keep-alive') + whole());
    expect(answersIn(told)).toEqual(['400', '200']);
    expect(await written()).toBe(1);
  });
});

import { readHl7, valueAt } from '@callosum/hl7v2';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { listen, type ListenerOptions } from './listener.ts';
import type { MllpProblem } from './problems.ts';
import { createSender, type SenderOptions } from './sender.ts';
import { newCertificate } from './testing/certificates.ts';
import { CR, framed, messageNamed, scriptedListener, VT } from './testing/lines.ts';

const opened: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

function senderTo(port: number, options: Partial<SenderOptions> = {}) {
  const sender = createSender({
    host: '127.0.0.1',
    port,
    firstPauseMs: 5,
    answerMs: 500,
    silenceMs: 60,
    ...options,
  });
  opened.push(sender);
  return sender;
}

async function ownListener(options: Partial<ListenerOptions> = {}) {
  const listener = await listen({ port: 0, work: () => ({ ok: true }), ...options });
  opened.push(listener);
  return listener;
}

/** A listener that says what it is told to, whenever a message has come in. */
async function answering(answers: (which: number, controlId: string) => string | undefined) {
  const texts: string[] = [];
  const listener = await scriptedListener((socket: Socket, which) => {
    let pending = '';
    socket.on('data', (bytes: Buffer) => {
      pending += bytes.toString();
      if (!pending.endsWith(`\u001C${CR}`)) return;
      const [message] = readHl7(pending).messages;
      texts.push(pending);
      pending = '';
      const answer = answers(which, message ? valueAt(message, 'MSH-10') : '');
      if (answer === undefined) socket.destroy();
      else if (answer !== '') socket.write(answer);
    });
  });
  opened.push(listener);
  return { ...listener, texts };
}

const ack = (code: string, id: string): string =>
  framed(`MSH|^~\\&|EHR|EAST|LAB|WEST|2026||ACK|X|P|2.5${CR}MSA|${code}|${id}|because${CR}`);

describe('a sender', () => {
  test('sends in order on one connection and tells what became of each', async () => {
    const seen: string[] = [];
    const listener = await ownListener({
      work: ({ message }) => {
        const id = valueAt(message, 'MSH-10');
        seen.push(id);
        return id === '2' ? { ok: false, kind: 'reject', text: 'Not here' } : { ok: true };
      },
    });
    const sender = senderTo(listener.port);
    const sent = await Promise.all(['1', '2', '3'].map((id) => sender.send(messageNamed(id))));
    expect(sent.map(({ state, code, text, attempts }) => ({ state, code, text, attempts }))).toEqual([
      { state: 'acknowledged', code: 'AA', text: undefined, attempts: 1 },
      { state: 'rejected', code: 'AR', text: 'Not here', attempts: 1 },
      { state: 'acknowledged', code: 'AA', text: undefined, attempts: 1 },
    ]);
    expect(seen).toEqual(['1', '2', '3']);
    expect(listener.counts()).toMatchObject({ connections: 1, accepted: 2, rejected: 1 });
  });

  test.each<[string, boolean, string, string[]]>([
    ['AL|AL', true, 'acknowledged', ['CA', 'AA']],
    ['AL|NE', true, 'acknowledged', ['CA']],
    ['NE|NE', true, 'unanswered', []],
    ['ER|ER', true, 'unanswered', []],
    ['ER|ER', false, 'rejected', ['AE']],
    ['SU|NE', true, 'acknowledged', ['CA']],
    ['AL|ER', false, 'rejected', ['CA', 'AE']],
  ])('waits as MSH-15 and 16 of “%s” say, done %s', async (modes, good, state, codes) => {
    const listener = await ownListener({
      work: () => (good ? { ok: true } : { ok: false, kind: 'error', text: 'Bad' }),
    });
    const delivery = await senderTo(listener.port).send(messageNamed('1', undefined, modes));
    expect(delivery.state).toBe(state);
    expect(delivery.answers.map((one) => valueAt(one, 'MSA-1'))).toEqual(codes);
  });

  test('ends segments with a carriage return, whatever the file had', async () => {
    const { port, texts } = await answering((_, id) => ack('AA', id));
    const [message] = readHl7('MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5\nPID|1\n').messages;
    if (!message) throw new Error('no message');
    await senderTo(port).send(message);
    expect(texts).toEqual([framed(`MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5${CR}PID|1${CR}`)]);
  });

  test('passes over an answer to another message, and an answer cut anywhere', async () => {
    const problems: MllpProblem[] = [];
    const { port } = await answering((_, id) => `${ack('AA', 'older')}${VT}${ack('AA', id)}`);
    const delivery = await senderTo(port, { onProblem: (problem) => problems.push(problem) }).send(messageNamed('1'));
    expect(delivery).toMatchObject({ state: 'acknowledged', code: 'AA' });
    expect(problems.map(({ code }) => code)).toEqual(['stray-answer']);
  });

  test('calls an unknown code a failure', async () => {
    const { port } = await answering((_, id) => ack('OK', id));
    expect(await senderTo(port).send(messageNamed('1'))).toMatchObject({
      state: 'failed',
      problem: { code: 'bad-answer' },
    });
  });
});

describe('when the other side fails', () => {
  test('a broken connection is made again, and the message sent again under its control id', async () => {
    const { port, texts, connections } = await answering((which, id) => (which < 3 ? undefined : ack('AA', id)));
    const sender = senderTo(port);
    expect(await sender.send(messageNamed('1'))).toMatchObject({ state: 'acknowledged', attempts: 3, sent: true });
    expect([...new Set(texts)]).toHaveLength(1);
    expect(connections()).toBe(3);
    expect(await sender.send(messageNamed('2'))).toMatchObject({ state: 'acknowledged', attempts: 1 });
  });

  test('the sender waits longer each time, and gives up with a reason', async () => {
    const closed = await scriptedListener(() => undefined);
    await closed.close();
    const started = performance.now();
    const delivery = await senderTo(closed.port, { retries: 3, firstPauseMs: 20 }).send(messageNamed('1'));
    expect(delivery).toMatchObject({ state: 'failed', sent: false, attempts: 4, problem: { code: 'not-reached' } });
    expect(delivery.problem?.text).toContain('ECONNREFUSED');
    // 20, 40 and 80 ms, each at most a tenth shorter.
    expect(performance.now() - started).toBeGreaterThan(120);
  });

  test('a message is delivered once the other side is back', async () => {
    const gone = await scriptedListener(() => undefined);
    await gone.close();
    const sending = senderTo(gone.port, { retries: 20, longestPauseMs: 40 }).send(messageNamed('1'));
    await new Promise((resolve) => void setTimeout(resolve, 60));
    await ownListener({ port: gone.port });
    expect(await sending).toMatchObject({ state: 'acknowledged' });
  });

  test('a message without an answer is not sent again by itself, and the next has a connection of its own', async () => {
    const { port, texts, connections } = await answering((which, id) => (which === 1 ? '' : ack('AA', id)));
    const sender = senderTo(port, { answerMs: 50 });
    expect(await sender.send(messageNamed('1'))).toMatchObject({
      state: 'failed',
      sent: true,
      attempts: 1,
      problem: { code: 'no-answer' },
    });
    expect(await sender.send(messageNamed('2'))).toMatchObject({ state: 'acknowledged' });
    expect([texts.length, connections()]).toEqual([2, 2]);
  });

  test('closing ends the waiting for another attempt', async () => {
    const gone = await scriptedListener(() => undefined);
    await gone.close();
    const sender = senderTo(gone.port, { firstPauseMs: 60_000 });
    const sending = sender.send(messageNamed('1'));
    setTimeout(() => sender.close(), 50);
    expect(await sending).toMatchObject({ state: 'failed', problem: { code: 'not-sent' } });
  });
});

describe('with TLS', () => {
  test('messages go through, and the certificate of the listener is checked', async () => {
    const [own, other] = [await newCertificate('lab'), await newCertificate('somebody else')];
    const listener = await ownListener({ tls: own });
    expect(await senderTo(listener.port, { tls: { ca: own.cert } }).send(messageNamed('1'))).toMatchObject({
      state: 'acknowledged',
    });
    const stranger = await senderTo(listener.port, { tls: { ca: other.cert }, retries: 0 }).send(messageNamed('2'));
    expect(stranger).toMatchObject({ state: 'failed', sent: false, problem: { code: 'no-tls' } });
    const plain = await senderTo(listener.port, { retries: 0 }).send(messageNamed('3'));
    expect(plain).toMatchObject({ state: 'failed' });
    expect(listener.counts().received).toBe(1);
  });

  test('with both ends known nobody else is let in', async () => {
    const [own, known, stranger] = [
      await newCertificate('lab'),
      await newCertificate('ehr'),
      await newCertificate('stranger'),
    ];
    const problems: MllpProblem[] = [];
    const listener = await ownListener({
      tls: { ...own, ca: known.cert },
      onProblem: (problem) => problems.push(problem),
    });
    const with$ = (files: object) => senderTo(listener.port, { tls: { ca: own.cert, ...files }, retries: 0 });
    expect(await with$(known).send(messageNamed('1'))).toMatchObject({ state: 'acknowledged' });
    expect(await with$(stranger).send(messageNamed('2'))).toMatchObject({ state: 'failed' });
    expect(await with$({}).send(messageNamed('3'))).toMatchObject({ state: 'failed' });
    expect(listener.counts()).toMatchObject({ received: 1 });
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['no-tls']));
  });
});

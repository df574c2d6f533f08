import { until } from '@callosum/server/testing';
import { valueAt } from '@callosum/hl7v2';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { listen, type Listener, type ListenerOptions } from './listener.ts';
import type { MllpProblem } from './problems.ts';
import { answersIn, CR, framed, FS, lineTo, messageText, VT } from './testing/lines.ts';

const opened: Listener[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** A listener that keeps what it was given. */
async function start(options: Partial<ListenerOptions> = {}) {
  const seen: string[] = [];
  const problems: MllpProblem[] = [];
  const listener = await listen({
    port: 0,
    work: ({ message }) => {
      seen.push(message.text);
      return { ok: true };
    },
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  opened.push(listener);
  return { listener, seen, problems, codes: () => problems.map(({ code }) => code) };
}

/** What a stream of text is answered, sent in pieces of so many bytes. */
async function exchange(listener: Listener, stream: string, size = 1_000): Promise<string[]> {
  const bytes = Buffer.from(stream, 'latin1');
  const line = await lineTo(listener.port);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  await line.say(...pieces);
  return answersIn(await line.ended());
}

describe('a listener takes', () => {
  test.each([1, 3, 1_000])('two messages in packets of %d bytes, and answers each', async (size) => {
    const { listener, seen } = await start();
    expect(await exchange(listener, framed(messageText('1')) + framed(messageText('2')), size)).toEqual([
      'AA 1',
      'AA 2',
    ]);
    expect(seen).toEqual([messageText('1'), messageText('2')]);
    expect(listener.counts()).toMatchObject({ connections: 1, received: 2, accepted: 2, rejected: 0, problems: 0 });
    await expect.poll(() => listener.counts().connected).toBe(0);
  });

  test('doubled framing, carriage returns and block characters within a field', async () => {
    const { listener, seen } = await start();
    const odd = messageText('1', `NTE|1||a${CR}${CR}b${FS}c${VT}d\ne`);
    expect(await exchange(listener, `${VT}${framed(odd)}${FS}${CR}`)).toEqual(['AA 1']);
    expect(seen).toEqual([odd]);
  });

  test('any cut of any message as it was sent', async () => {
    const { listener, seen } = await start();
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '|', '^', CR, '\n', `${FS} `, `${VT} `, ' '),
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 60 }), async (value, size) => {
        seen.length = 0;
        const sent = messageText('9', `NTE|1||x${value}y`);
        expect(await exchange(listener, Buffer.from(framed(sent)).toString('latin1'), size)).toEqual(['AA 9']);
        expect(seen).toEqual([sent]);
      }),
      { numRuns: 15, seed: 7 },
    );
  });

  test('each character set that MSH-18 declares, and answers in it', async () => {
    const { listener, seen } = await start({
      work: ({ message }) => {
        seen.push(valueAt(message, 'PID-5.1'));
        return { ok: false, kind: 'error', text: 'Nicht für uns' };
      },
    });
    const header = 'MSH|^~\\&|LAB|WEST|EHR|EAST|2026||ADT^A01|1|P|2.5||||||';
    const latin = Buffer.from(`${header}8859/1${CR}PID|1||||Müller${CR}`, 'latin1');
    const utf8 = Buffer.from(`${header}UNICODE UTF-8${CR}PID|1||||Müller漢${CR}`, 'utf8');
    const line = await lineTo(listener.port);
    for (const bytes of [latin, utf8]) await line.say(VT, bytes, `${FS}${CR}`);
    const answer = Buffer.from(await line.ended());
    expect(seen).toEqual(['Müller', 'Müller漢']);
    expect(answer.includes(Buffer.from('für', 'latin1'))).toBe(true);
    expect(answer.includes(Buffer.from('für', 'utf8'))).toBe(true);
  });

  test('every message of a batch, and answers each', async () => {
    const { listener } = await start();
    const batch = `FHS|^~\\&${CR}BHS|^~\\&${CR}${messageText('1')}${messageText('2')}BTS|2${CR}FTS|1${CR}`;
    expect(await exchange(listener, framed(batch))).toEqual(['AA 1', 'AA 2']);
  });

  test('a message whose end block lacks its carriage return, while the sender waits', async () => {
    const { listener } = await start({ limits: { quietMs: 20 } });
    const line = await lineTo(listener.port);
    await line.say(`${VT}${messageText('1')}${FS}`);
    await until('it is answered', () => answersIn(line.heard()).length > 0);
    await line.say(`${CR}${framed(messageText('2'))}`);
    expect(answersIn(await line.ended())).toEqual(['AA 1', 'AA 2']);
  });
});

describe('the answer', () => {
  test('goes back to the sender, names its message, and says why not', async () => {
    const { listener } = await start({ work: () => ({ ok: false, kind: 'error', text: 'PID|3 is missing' }) });
    const line = await lineTo(listener.port);
    await line.say(framed(messageText('7')));
    const text = Buffer.from(await line.ended()).toString();
    // Moment and control id of the answer are its own.
    expect(text.replace(/\d{14}\+0000/, 'NOW').replace(/ACK\|\w{20}\|/, 'ACK|ID|')).toBe(
      framed(`MSH|^~\\&|EHR|EAST|LAB|WEST|NOW||ACK^A01^ACK|ID|P|2.5${CR}MSA|AE|7|PID\\F\\3 is missing${CR}`),
    );
  });

  test.each<[string, boolean, boolean, string[]]>([
    ['', true, true, ['AA 1']],
    ['', true, false, ['AR 1']],
    ['', false, true, ['AE 1']],
    ['AL|AL', true, true, ['CA 1', 'AA 1']],
    ['AL|NE', true, true, ['CA 1']],
    ['NE|AL', true, true, ['AA 1']],
    ['NE|NE', true, false, []],
    ['ER|ER', true, true, []],
    ['ER|ER', true, false, ['AR 1']],
    ['ER|ER', false, true, ['CE 1']],
    ['SU|SU', true, true, ['CA 1', 'AA 1']],
    ['SU|SU', true, false, ['CA 1']],
    ['SU|AL', false, true, ['AE 1']],
    ['AL|AL', false, true, ['CE 1']],
  ])('to MSH-15 and 16 of “%s”, safe %s, done %s, is %s', async (modes, safe, good, expected) => {
    const { listener } = await start({
      accept: () => (safe ? { ok: true } : { ok: false, kind: 'error', text: 'Full' }),
      work: () => (good ? { ok: true } : { ok: false, kind: 'reject', text: 'Not here' }),
    });
    expect(await exchange(listener, framed(messageText('1', undefined, modes)))).toEqual(expected);
    expect(listener.counts().accepted).toBe(safe && good ? 1 : 0);
  });

  test('to what cannot be read, or failed, is a rejection and no silence', async () => {
    const { listener, codes } = await start({
      work: () => {
        throw new Error('No disk');
      },
    });
    expect(await exchange(listener, framed('{"resourceType":"Patient"}') + framed(messageText('2')))).toEqual([
      'AR',
      'AE 2',
    ]);
    expect(codes()).toEqual(['no-message', 'failed']);
    expect(listener.counts()).toMatchObject({ received: 2, rejected: 2 });
  });
});

describe('a listener keeps its limits', () => {
  test('of a message: a larger one is rejected, the next is taken', async () => {
    const { listener, seen, problems } = await start({ limits: { maxBytes: 500 } });
    const large = messageText('1', `NTE|1||${'x'.repeat(100_000)}`);
    expect(await exchange(listener, framed(large) + framed(messageText('2')))).toEqual(['AR', 'AA 2']);
    expect(seen).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'too-large',
      remedy: 'Let the sender cut it, or allow larger messages.',
    });
    expect(problems[0]?.text).toContain('500 are taken');
  });

  test('of connections: one too many is refused', async () => {
    const { listener, codes } = await start({ limits: { connections: 1 } });
    const first = await lineTo(listener.port);
    const second = await lineTo(listener.port);
    await until('it is refused', () => second.isClosed());
    expect(codes()).toEqual(['too-many']);
    await first.say(framed(messageText('1')));
    expect(answersIn(await first.ended())).toEqual(['AA 1']);
  });

  test('of silence: an idle connection is closed, one in work is not', async () => {
    let finish = (): void => undefined;
    const working = new Promise<void>((resolve) => (finish = resolve));
    const { listener, codes } = await start({
      limits: { idleMs: 40 },
      work: async () => {
        await working;
        return { ok: true };
      },
    });
    const [idle, busy] = [await lineTo(listener.port), await lineTo(listener.port)];
    await busy.say(framed(messageText('1')));
    await until('the idle one is closed', () => idle.isClosed());
    expect(codes()).toEqual(['idle']);
    expect(busy.isClosed()).toBe(false);
    finish();
    await until('the other is answered', () => answersIn(busy.heard()).length > 0);
  });

  test('of what is no MLLP: it is told once, and cut off', async () => {
    const { listener, codes } = await start();
    const line = await lineTo(listener.port);
    while (!line.isClosed()) await line.say('GET / HTTP/1.1\r\n\r\n'.repeat(500));
    expect(codes().filter((code) => code !== 'broken')).toEqual(['noise', 'too-much-noise']);
  });

  test('of TLS: a sender that speaks it is told what is missing', async () => {
    const { listener, problems } = await start();
    const line = await lineTo(listener.port);
    await line.say(Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00, 0x01));
    await until('it is closed', () => line.isClosed());
    expect(problems[0]).toMatchObject({ code: 'speaks-tls', peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
  });

  test('an unfinished message is told and not taken', async () => {
    const { listener, seen, codes } = await start();
    expect(await exchange(listener, `${VT}${messageText('1')}${framed(messageText('2'))}${VT}MSH|^~`)).toEqual([
      'AA 2',
    ]);
    expect(codes()).toEqual(['unfinished', 'unfinished']);
    expect(seen).toHaveLength(1);
  });
});

test('a sender that is faster than the work waits at its own end', async () => {
  let inWork = 0;
  let most = 0;
  const { listener } = await start({
    work: async () => {
      most = Math.max(most, (inWork += 1));
      await new Promise((resolve) => void setTimeout(resolve, 1));
      inWork -= 1;
      return { ok: true };
    },
  });
  const ids = Array.from({ length: 50 }, (_, at) => String(at + 1));
  const stream = ids.map((id) => framed(messageText(id, `NTE|1||${'x'.repeat(20_000)}`))).join('');
  expect(await exchange(listener, stream, 65_536)).toEqual(ids.map((id) => `AA ${id}`));
  expect(most).toBe(1);
});

test('closing finishes what is in work, and takes nothing more', async () => {
  let finish = (): void => undefined;
  const working = new Promise<void>((resolve) => (finish = resolve));
  const { listener } = await start({
    work: async () => {
      await working;
      return { ok: true };
    },
  });
  const line = await lineTo(listener.port);
  await line.say(framed(messageText('1')));
  await until('it is in work', () => listener.counts().received === 1);
  const closed = listener.close();
  finish();
  expect(answersIn(await line.ended())).toEqual(['AA 1']);
  await closed;
  await expect(lineTo(listener.port)).rejects.toThrow('ECONNREFUSED');
});

import { setImmediate as breathe } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { checkBatch, ControlIds, FindingTally, messageOf } from '../index.ts';
import type { BatchItem, BatchOptions, Finding } from '../index.ts';
import { ADMISSION } from '../testing/messages.ts';
import { say } from '../say.ts';
import { worded } from './findings.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const admission = (controlId: string, change: (text: string) => string = (text) => text): string =>
  `${change(ADMISSION.join('\r').replace('|77|', `|${controlId}|`))}\r`;

/** Pieces of a text, cut every so many bytes. */
function* cut(text: string, every = 100): Generator<Uint8Array> {
  const bytes = encode(text);
  for (let at = 0; at < bytes.length; at += every) yield bytes.slice(at, at + every);
}

async function checked(text: string, options?: BatchOptions): Promise<readonly BatchItem[]> {
  const items: BatchItem[] = [];
  for await (const item of checkBatch(cut(text), options)) items.push(item);
  return items;
}

const findingsOf = (items: readonly BatchItem[]) =>
  items.map((item) =>
    item.kind === 'file'
      ? ['file', item.finding.code, item.finding.line]
      : [item.number, item.checked.valid, item.checked.findings.map(({ code }) => code)],
  );

describe('a batch', () => {
  test('is checked message by message, in and out of headers and trailers', async () => {
    const text = `FHS|^~\\&|A\rBHS|^~\\&|A\r${admission('1')}${admission('2', (one) => one.replace('19800101', 'x'))}BTS|2\rFTS|1\r`;
    expect(findingsOf(await checked(text))).toEqual([
      [1, true, []],
      [2, false, ['wrong-format']],
    ]);
  });

  test('tells a control id that was there before, with the message that had it', async () => {
    const items = await checked(`${admission('1')}${admission('2')}${admission('1')}`, { name: 'adt.hl7' });
    expect(findingsOf(items)).toEqual([
      [1, true, []],
      [2, true, []],
      [3, true, ['control-id-repeated']],
    ]);
    const last = items.at(-1);
    expect(last?.kind === 'message' && last.checked.findings[0]).toMatchObject({
      severity: 'warning',
      path: 'MSH-10',
      line: 11,
      column: 60,
      text: 'Control id "1" was there before, in adt.hl7, message 1.',
    });
  });

  test('goes on after a message that is too long, and after text that is none', async () => {
    const long = admission('2', (one) => `${one}\rNTE|1||${'x'.repeat(5_000)}`);
    const items = await checked(`log\r${admission('1')}${long}${admission('3')}`, { maxBytes: 2_000 });
    expect(findingsOf(items)).toEqual([
      [1, true, []],
      ['file', 'message-too-long', 7],
      [2, true, []],
      ['file', 'writing', 1],
    ]);
  });

  test('that holds no message is told as that', async () => {
    expect(findingsOf(await checked('good morning'))).toEqual([['file', 'writing', 1]]);
    expect(findingsOf(await checked(''))).toEqual([['file', 'writing', 1]]);
  });

  test('is read no further when nobody wants more', async () => {
    let taken = 0;
    const endless = function* (): Generator<Uint8Array> {
      for (;;) yield encode(admission(String(taken++)));
    };
    for await (const item of checkBatch(endless())) if (item.kind === 'message' && item.number === 5) break;
    expect(taken).toBeLessThan(8);
  });

  test('leaves out what whoever prepares it cannot give', async () => {
    const prepare: BatchOptions['prepare'] = (message) =>
      message.text.includes('|2|P|') ? undefined : messageOf(message.text.replace('Doe', 'Roe'));
    const items = await checked(`${admission('1')}${admission('2')}`, { prepare });
    expect(items.map((item) => item.kind === 'message' && item.message.text.includes('Roe'))).toEqual([true]);
  });
});

/** Collects garbage at once. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}

describe('a batch of many messages', () => {
  test('takes a piece only when what came before was told, so that the pieces say how far it is', async () => {
    const told: number[] = [];
    let messages = 0;
    const pieces = function* (): Generator<Uint8Array> {
      for (let at = 0; at < 50; at++) {
        told.push(messages);
        yield encode(admission(String(at)));
      }
    };
    for await (const item of checkBatch(pieces())) if (item.kind === 'message') messages += 1;
    // A message ends where the next one begins, or the file.
    expect(told).toEqual(Array.from({ length: 50 }, (_, at) => Math.max(0, at - 1)));
    expect(messages).toBe(50);
  });

  test('keeps neither messages nor their parts', async () => {
    const seen: { readonly message: WeakRef<object>; readonly part: WeakRef<object> }[] = [];
    const alive = { messages: 0, parts: 0 };
    for await (const item of checkBatch(cut(Array.from({ length: 300 }, (_, at) => admission(String(at))).join('')))) {
      if (item.kind !== 'message') continue;
      const [header = item.message] = item.message.segments;
      seen.push({ message: new WeakRef(item.message), part: new WeakRef(header) });
      if (seen.length % 100 > 0) continue;
      // What a reference was made to lives until the turn has ended.
      await breathe();
      collectGarbage();
      const live = (refs: readonly WeakRef<object>[]): number => refs.filter((one) => one.deref()).length;
      alive.messages = Math.max(alive.messages, live(seen.map(({ message }) => message)));
      alive.parts = Math.max(alive.parts, live(seen.map(({ part }) => part)));
    }
    expect(seen).toHaveLength(300);
    expect(alive.messages).toBeLessThan(6);
    expect(alive.parts).toBeLessThan(6);
  });
});

describe('a message with millions of repetitions', () => {
  test('is told in bounded time, and checked no further there', async () => {
    const items = await checked(admission('1', (one) => one.replace('34^^^EAST^PI', `${'1~'.repeat(2_000_000)}1`)));
    expect(findingsOf(items)).toEqual([[1, false, expect.arrayContaining(['too-many-repetitions'])]]);
    const [item] = items;
    const texts = item?.kind === 'message' ? item.checked.findings.map(({ text }) => text) : [];
    expect(texts).toContain(
      'Patient Identifier List occurs more than 250000 times; what comes after was not looked at.',
    );
  });
});

describe('control ids', () => {
  const message = (sender: string, id: string) =>
    messageOf(`MSH|^~\\&|${sender}|X|||||ADT^A01|${id}|P|2.5.1\r`) ?? expect.fail();

  test('of two senders are two, and a message without one repeats none', () => {
    const ids = new ControlIds();
    const told = [message('A', '1'), message('B', '1'), message('A', ''), message('A', ''), message('A', '1')].map(
      (one, at) => ids.take(one, `message ${at}`)?.text,
    );
    expect(told).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'Control id "1" was there before, in message 0.',
    ]);
  });

  test('are forgotten from the oldest on', () => {
    const ids = new ControlIds(2);
    expect(['1', '2', '3', '1', '3'].map((id) => ids.take(message('A', id), id) !== undefined)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('findings of many messages', () => {
  const finding = (
    code: 'too-long' | 'required-missing',
    path: string,
    severity: Finding['severity'] = 'error',
  ): Finding => ({
    severity,
    code,
    against: 'standard',
    path,
    line: 1,
    column: 1,
    byte: 0,
    ...worded(say`t`, say`r`),
  });

  test('are counted by field, the worst and most frequent first', () => {
    const tally = new FindingTally();
    tally.add({ valid: false, findings: [finding('too-long', 'PID-3[1].1'), finding('too-long', 'PID-3[2].1')] }, 'a');
    tally.add({ valid: true, findings: [finding('too-long', 'PV1-2', 'warning')] }, 'b');
    tally.add({ valid: false, findings: [finding('required-missing', 'PV1')] }, 'c');
    expect([tally.messages, tally.valid]).toEqual([3, 1]);
    expect(tally.counts.map(({ severity, place, count, first }) => [severity, place, count, first])).toEqual([
      ['error', 'PID-3', 2, 'a'],
      ['error', 'PV1', 1, 'c'],
      ['warning', 'PV1-2', 1, 'b'],
    ]);
  });

  test('are counted up to a limit of kinds, and that is told', () => {
    const tally = new FindingTally();
    for (let at = 1; at <= 2_005; at++) tally.tell(finding('too-long', `PID-${at}`), 'a');
    expect([tally.counts.length, tally.uncounted]).toEqual([2_000, 5]);
  });
});

import { Hl7Message } from '@medplum/core';
import { Hl7Client, type Hl7MessageEvent, Hl7Server, ReturnAckCategory } from '@medplum/hl7';
import { Client, Message as TheirMessage } from 'node-hl7-client';
import { Server } from 'node-hl7-server';
import { valueAt } from '@callosum/hl7v2';
import { afterEach, describe, expect, test } from 'vitest';
import { listen, type ListenerOptions } from './listener.ts';
import { createSender } from './sender.ts';
import { CR, messageNamed, messageText, scriptedListener } from './testing/lines.ts';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/** What a value may hold that breaks others: line breaks, delimiters, characters beyond ASCII, and more than a packet of text. */
const ODD = `NTE|1||é漢 \\T\\ \\X0D\\ ${'long '.repeat(40_000)}`;
const COUNT = 25;
const IDS = Array.from({ length: COUNT }, (_, at) => `M${at + 1}`);

async function ownListener(options: Partial<ListenerOptions> = {}) {
  const seen: string[] = [];
  const listener = await listen({
    port: 0,
    work: ({ message }) => {
      seen.push(message.text);
      const good = valueAt(message, 'MSH-10') !== 'BAD';
      return good ? { ok: true } : { ok: false, kind: 'error', text: 'Not here' };
    },
    ...options,
  });
  opened.push(() => listener.close());
  return { listener, seen };
}

/** A port that nobody has. */
async function freePort(): Promise<number> {
  const listener = await scriptedListener(() => undefined);
  await listener.close();
  return listener.port;
}

function ownSender(port: number) {
  const sender = createSender({ host: '127.0.0.1', port, firstPauseMs: 20, silenceMs: 100 });
  opened.push(() => sender.close());
  return sender;
}

describe('@medplum/hl7', () => {
  function client(port: number): Hl7Client {
    const made = new Hl7Client({ host: '127.0.0.1', port, keepAlive: true });
    opened.push(() => made.close());
    return made;
  }

  /** Their listener, which acknowledges as it does by itself. */
  async function server(enhanced = false) {
    const seen: string[] = [];
    const made = new Hl7Server((connection) => {
      connection.addEventListener('message', ({ message }: Hl7MessageEvent) => {
        seen.push(message.toString());
        const bad = message.getSegment('MSH')?.getField(10)?.toString() === 'BAD';
        connection.send(message.buildAck(bad ? { ackCode: 'AE' } : undefined));
      });
    });
    const port = await freePort();
    await made.start(port, 'utf-8', enhanced);
    opened.push(() => made.stop({ forceDrainTimeoutMs: 10 }));
    return { port, seen };
  }

  test('sends to our listener, and understands its answers', async () => {
    const { listener, seen } = await ownListener();
    const theirs = client(listener.port);
    for (const id of [...IDS, 'BAD']) {
      const answer = await theirs.sendAndWait(Hl7Message.parse(messageText(id, ODD)));
      const msa = answer.getSegment('MSA');
      expect([msa?.getField(1)?.toString(), msa?.getField(2)?.toString()]).toEqual([id === 'BAD' ? 'AE' : 'AA', id]);
      expect(answer.getSegment('MSH')?.getField(3)?.toString()).toBe('EHR');
      expect(answer.getSegment('MSH')?.getField(5)?.toString()).toBe('LAB');
    }
    expect(seen.map((text) => text.trimEnd())).toEqual([...IDS, 'BAD'].map((id) => messageText(id, ODD).trimEnd()));
  });

  test('waits for our answer to the work in enhanced mode', async () => {
    const { listener } = await ownListener();
    const message = Hl7Message.parse(messageText('1', 'PID|1', 'AL|AL'));
    const answer = await client(listener.port).sendAndWait(message, { returnAck: ReturnAckCategory.APPLICATION });
    expect(answer.getSegment('MSA')?.getField(1)?.toString()).toBe('AA');
  });

  test('takes what we send, byte for byte, and we understand its answers', async () => {
    const { port, seen } = await server();
    const sender = ownSender(port);
    const sent = await Promise.all([...IDS, 'BAD'].map((id) => sender.send(messageNamed(id, ODD))));
    expect(sent.map(({ state }) => state)).toEqual([...IDS.map(() => 'acknowledged'), 'rejected']);
    expect(seen.map((text) => text.trimEnd())).toEqual([...IDS, 'BAD'].map((id) => messageText(id, ODD).trimEnd()));
  });

  test('answers receipt and work in enhanced mode, and we wait for both', async () => {
    const { port } = await server(true);
    const delivery = await ownSender(port).send(messageNamed('1', 'PID|1', 'AL|AL'));
    expect(delivery.state).toBe('acknowledged');
    expect(delivery.answers.map((one) => valueAt(one, 'MSA-1'))).toEqual(['CA', 'AA']);
  });
});

describe('node-hl7-client and node-hl7-server', () => {
  test('sends to our listener, and understands its answers', async () => {
    const { listener, seen } = await ownListener();
    const answers: string[] = [];
    const connection = new Client({ host: '127.0.0.1' }).createConnection({ port: listener.port }, (response) => {
      const message = response.getMessage();
      answers.push(`${message.get('MSA.1').toString()} ${message.get('MSA.2').toString()}`);
    });
    opened.push(() => connection.close());
    for (const id of IDS.slice(0, 5)) {
      await connection.sendMessage(new TheirMessage({ text: messageText(id, ODD) }));
      while (!answers.includes(`AA ${id}`)) await new Promise((resolve) => void setTimeout(resolve, 5));
    }
    expect(answers).toEqual(IDS.slice(0, 5).map((id) => `AA ${id}`));
    expect(seen.map((text) => text.trimEnd())).toEqual(IDS.slice(0, 5).map((id) => messageText(id, ODD).trimEnd()));
  });

  test('takes what we send, and we understand its answers', async () => {
    const seen: string[] = [];
    const port = await freePort();
    const inbound = new Server({ bindAddress: '127.0.0.1' }).createInbound({ port }, (request, response) => {
      const message = request.getMessage();
      seen.push(message.get('MSH.10').toString());
      void response.sendResponse(message.get('MSH.10').toString() === 'BAD' ? 'AE' : 'AA');
    });
    opened.push(() => inbound.close());
    const ids = [...IDS.slice(0, 5), 'BAD'];
    // Their listener works again on the earlier messages of a connection when one more comes in, so each has its own.
    const sent = await Promise.all(
      ids.map((id) => ownSender(port).send(messageNamed(id, `PID|1||7^^^A^MR${CR}${ODD}`))),
    );
    expect(sent.map(({ state }) => state)).toEqual([...ids.slice(1).map(() => 'acknowledged'), 'rejected']);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });
});

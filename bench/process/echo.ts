import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './talk.ts';

// Raw node:http that answers, sends events and starts as fast as it can: the ceiling of what HTTP itself costs.

export interface Sizes {
  /** Bytes of the three messages of one exchange. */
  readonly command: number;
  readonly event: number;
  readonly readiness: number;
}

let sizes: Sizes = { command: 0, event: 0, readiness: 0 };
let bodies = { command: '', readiness: Buffer.alloc(0) };
const followers = new Set<ServerResponse>();

const server = createServer((request, response) => {
  if (request.url?.endsWith('/stream')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('id: 0\nevent: hello\ndata: {}\n\n');
    followers.add(response);
    response.once('close', () => followers.delete(response));
    return;
  }
  request.resume().on('end', () => {
    if (request.method === 'GET') {
      response.end(bodies.readiness);
      return;
    }
    for (const follower of followers) follower.write(`data: ${'x'.repeat(Math.max(0, sizes.event - 8))}\n\n`);
    response.end(bodies.command);
  });
});
const listening = new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});

const answers = {
  ready: async (): Promise<string> => {
    await listening;
    const { port }: AddressInfo = portOf(server.address());
    return `http://127.0.0.1:${port}`;
  },
  sizes: (given: Sizes): void => {
    sizes = given;
    bodies = { command: 'x'.repeat(given.command), readiness: Buffer.alloc(given.readiness, 'x') };
  },
};

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('A port was expected.');
  return address;
}

export type EchoQuestions = typeof answers;

answer(answers, async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

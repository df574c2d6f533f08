// A process of its own that opens a data directory: `node opener.ts <data directory> <server|command>`. It writes one line of JSON when the
// database is open or refused, then obeys lines on its standard input: "stop" (orderly), "exit" (ends without stopping).
import { createInterface } from 'node:readline';

import { DatabaseError } from '../error.ts';
import { openDatabase } from '../open.ts';

const [dataDir = '', role = 'server'] = process.argv.slice(2);
const answer = (opened: object): void => void process.stdout.write(`${JSON.stringify(opened)}\n`);
const log = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const began = performance.now();
  const { connection, owned, adopted, stop } = await openDatabase({ dataDir, shared: role === 'command', log });
  answer({ ok: true, connection, owned, adopted, milliseconds: Math.round(performance.now() - began) });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'stop') {
      await stop();
      process.exit(0);
    }
    if (line === 'exit') process.exit(0);
  }
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  answer({ ok: false, code: error.code, message: error.message, remedy: error.remedy });
}

import { simpleParser } from './parse-mail.ts';
import { SMTPServer } from 'smtp-server';

/** An e-mail as it arrived. */
export interface Letter {
  readonly to: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

/** A mail server of a test, which may be down for a while or lose the line after it has taken a message. */
export interface PostOffice {
  readonly port: number;
  readonly letters: readonly Letter[];
  readonly stop: () => Promise<void>;
  /** On the same port as before. */
  readonly start: () => Promise<void>;
  /** The next message is taken, and the line breaks before that is said. */
  readonly breakAfterNext: () => void;
}

export async function openPostOffice(): Promise<PostOffice> {
  const letters: Letter[] = [];
  let breaks = false;
  let port = 0;
  let smtp: SMTPServer | undefined;
  const start = async (): Promise<void> => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('gone') ? Object.assign(new Error('unknown here'), { responseCode: 550 }) : null),
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
          letters.push({ to, ...simpleParser(Buffer.concat(parts).toString('latin1')) });
          if (!breaks) return done();
          breaks = false;
          done(Object.assign(new Error('the line broke'), { responseCode: 421 }));
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      const listening = server.listen(port, '127.0.0.1', resolve);
      listening.on('listening', () => {
        const address = listening.address();
        port = typeof address === 'object' && address ? address.port : 0;
      });
    });
    smtp = server;
  };
  await start();
  return {
    get port() {
      return port;
    },
    letters,
    start,
    stop: () => new Promise<void>((resolve) => (smtp ? smtp.close(resolve) : resolve())),
    breakAfterNext: () => {
      breaks = true;
    },
  };
}

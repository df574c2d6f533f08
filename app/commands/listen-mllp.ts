import { listen, type Listener, type Received, type Verdict } from '@callosum/interoperability/server';
import { checkMessage, type Profile, valueAt } from '@callosum/hl7v2';
import { refusal, say } from '@callosum/kernel';
import { readProfileAt } from './hl7-profiles.ts';
import { type TlsArguments, tlsOf } from './mllp-tls.ts';
import { tellLine } from './store.ts';
import { counted, printResult } from './terminal.ts';

export interface ListenArguments extends TlsArguments {
  readonly port: number;
  readonly host: string;
  readonly check: boolean;
  readonly profile?: string;
  readonly count?: number;
  readonly maxBytes: number;
  readonly idle: number;
  readonly connections: number;
  readonly json: boolean;
}

/** Findings that an answer names. */
const NAMED = 3;

/** Listens until a signal, or the last message that was asked for. @returns the exit status. */
export async function listenMllp(options: ListenArguments): Promise<number> {
  const tls = await tlsOf(options);
  if (options.tls && tls?.cert === undefined) {
    throw refusal('invalid', say`A listener with TLS needs a certificate.`, { remedy: say`Give --cert and --key.` });
  }
  const profile = options.profile === undefined ? undefined : await readProfileAt(options.profile);
  const judge = options.check || profile ? (received: Received) => checked(received, profile) : undefined;
  const started = performance.now();
  let seen = 0;
  let enough = (): void => undefined;
  const ended = new Promise<void>((resolve) => (enough = resolve));
  const listener = await opened({
    ...options,
    ...(tls ? { tls } : { tls: undefined }),
    work: async (received) => {
      const verdict: Verdict = (await judge?.(received)) ?? { ok: true };
      tellLine(lineOf(received, verdict));
      seen += 1;
      if (seen === options.count) enough();
      return verdict;
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, enough);
  tellLine(`Listening on ${listener.host}:${listener.port}${tls ? ' with TLS' : ''}. Ctrl-C ends it.`);
  await ended;
  await listener.close();
  const { received, accepted: acknowledged, rejected, problems: failed } = listener.counts();
  const ms = Math.round(performance.now() - started);
  printResult(options.json, { received, acknowledged, rejected, failed, ms }, [
    `${counted(received, 'message')} received, ${acknowledged} acknowledged, ${rejected} rejected; ${counted(failed, 'problem')} on the way.`,
  ]);
  return rejected > 0 || failed > 0 ? 1 : 0;
}

async function opened({
  tls,
  maxBytes,
  idle,
  connections,
  host,
  port,
  work,
}: Omit<ListenArguments, 'tls'> & {
  tls: Awaited<ReturnType<typeof tlsOf>>;
  work: (received: Received) => Promise<Verdict>;
}): Promise<Listener> {
  const limits = { maxBytes, idleMs: idle * 1_000, connections };
  // A connection that ends or falls silent is told, and is no fault of a message.
  const onProblem = ({ peer, text, remedy }: { peer: string; text: string; remedy: string }): void =>
    tellLine(`▲ ${peer}: ${text} ${remedy}`);
  return listen({ host, port, limits, work, onProblem, ...(tls ? { tls } : {}) }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw refusal('refused', say`${host}:${port} cannot be opened: ${why}.`, {
      remedy: say`Choose another --port or --host, and check certificate and key.`,
    });
  });
}

async function checked({ message }: Received, profile: Profile | undefined): Promise<Verdict> {
  const { valid, findings } = await checkMessage(message, profile);
  if (valid) return { ok: true };
  const errors = findings.filter(
    ({ severity, against }) => severity === 'error' && (!profile || against === 'profile'),
  );
  const named = errors.slice(0, NAMED).map(({ path, text }) => `${path}: ${text}`);
  const more = errors.length > NAMED ? [`and ${errors.length - NAMED} more`] : [];
  return { ok: false, kind: 'error', text: [...named, ...more].join(' ') };
}

function lineOf({ message, peer }: Received, verdict: Verdict): string {
  const type = [1, 2].map((part) => valueAt(message, `MSH-9.${part}`)).join('^');
  const what = `${peer}: ${type}, control id ${valueAt(message, 'MSH-10')}, ${counted(message.bytes.length, 'byte')}`;
  return verdict.ok ? `● ${what}` : `▲ ${what}. ${verdict.text}`;
}

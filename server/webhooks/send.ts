import { refusal, Refusal, say, type Sentence, type SentenceForm, sentenceOf } from '@callosum/kernel';
import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** What came of sending. */
export interface Outcome {
  readonly delivered: boolean;
  readonly status: number | null;
  /** In English, and for other languages. */
  readonly why: string | null;
  readonly sentence: SentenceForm | null;
  readonly milliseconds: number;
}

/** Hosts within this server's own network that may be written to, and where whoever runs it says so. */
export interface Inside {
  readonly hosts: readonly string[];
  readonly setting: string;
}

interface Message {
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 10_000;

/**
 * The address as it may be used. Hosts that whoever runs the server has named may lie inside, and speak plain http there.
 * @throws Refusal `invalid` for any other that is not https, or that carries a name and password.
 */
export function checkedAddress(address: string, within: Inside): URL {
  const wrong = (message: Sentence, remedy: Sentence) => refusal('invalid', message, { path: ['address'], remedy });
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw wrong(say`This is no address.`, say`Write it as https://hooks.example.org/callosum.`);
  if (url.username !== '' || url.password !== '') {
    throw wrong(
      say`The address holds a name or password.`,
      say`Leave them out: the receiver knows us by the signature.`,
    );
  }
  const inside = isNamed(url, within);
  if (url.protocol !== 'https:' && !(inside && url.protocol === 'http:')) {
    throw wrong(say`The address must begin with https://.`, say`Use https, so that nobody reads along.`);
  }
  if (!inside && isIP(bare(url.hostname)) !== 0 && !isPublicAddress(bare(url.hostname))) throw insideRefused(within);
  return url;
}

const bare = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');
const isNamed = ({ hostname }: URL, { hosts }: Inside): boolean => hosts.includes(hostname.toLowerCase());

const insideRefused = ({ setting }: Inside) =>
  refusal('invalid', say`The address leads into the network of this server.`, {
    path: ['address'],
    remedy: say`Whoever runs the server can allow its host (${setting}).`,
  });

/**
 * Sends a message and says what came of it; never throws. The name is looked up anew each time, what was looked up is what is
 * connected to, and redirects are not followed: no receiver can lead us into the network of the server.
 */
export async function send(address: string, message: Message, within: Inside): Promise<Outcome> {
  const began = performance.now();
  const outcome = (delivered: boolean, status: number | null, why: Sentence | null): Outcome => ({
    delivered,
    status,
    why: why?.text ?? null,
    sentence: why?.toJSON() ?? null,
    milliseconds: Math.round(performance.now() - began),
  });
  try {
    const url = checkedAddress(address, within);
    const [target] = await lookedUp(url, within);
    const status = await post(url, message, target);
    const delivered = status >= 200 && status < 300;
    return outcome(delivered, status, delivered ? null : say`Answered with ${String(status)}.`);
  } catch (error) {
    return outcome(false, null, reasonOf(error));
  }
}

/** Why nothing was sent: in our words, or in those of the network. */
function reasonOf(error: unknown): Sentence {
  const { message, remedy } = (error instanceof Refusal ? error.problems[0]?.toJSON().sentences : undefined) ?? {};
  if (!message) return say`It could not be sent: ${error instanceof Error ? error.message : String(error)}`;
  return remedy ? say`${sentenceOf(message)} ${sentenceOf(remedy)}` : sentenceOf(message);
}

type Target = Awaited<ReturnType<typeof lookup>>;

async function lookedUp(url: URL, within: Inside): Promise<readonly [Target]> {
  const host = bare(url.hostname);
  const found = await lookup(host, { all: true });
  // One public address among private ones is a trick, not a receiver.
  if (!isNamed(url, within) && !found.every(({ address }) => isPublicAddress(address))) throw insideRefused(within);
  const [first] = found;
  if (!first) throw refusal('invalid', say`${host} has no address.`);
  return [first];
}

function post(url: URL, { body, headers }: Message, target: Target): Promise<number> {
  const pinned: LookupFunction = (_host, options, answer) =>
    options.all ? answer(null, [target]) : answer(null, target.address, target.family);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: pinned,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Callosum' },
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        // What it says beyond that is of no interest, however long it is.
        response.on('error', () => undefined);
        response.destroy();
      },
    );
    sent.on('error', (error) =>
      reject(error.name === 'AbortError' ? refusal('invalid', say`No answer in time.`) : error),
    );
    sent.end(body);
  });
}

import { say, type Sentence } from '@callosum/kernel';

/** What can go wrong on a connection, and what to do about it. The text of a problem adds what was found. */
export const MLLP_PROBLEMS = {
  'speaks-tls': {
    meaning: say`The other side speaks TLS, and this listener does not.`,
    remedy: say`Start the listener with a certificate and its key, or turn TLS off at the other side.`,
  },
  'no-tls': {
    meaning: say`The connection could not be secured.`,
    remedy: say`Check that both sides use TLS, trust each other’s certificates, and that these have not run out.`,
  },
  noise: {
    meaning: say`There are bytes between messages that belong to none.`,
    remedy: say`Let the sender frame each message as 0x0B, the message, 0x1C 0x0D.`,
  },
  'too-much-noise': {
    meaning: say`What comes in is no MLLP; the connection was closed.`,
    remedy: say`Check that the sender is set to MLLP and to the right port.`,
  },
  unfinished: {
    meaning: say`A message ended without 0x1C 0x0D; it was not taken.`,
    remedy: say`Let the sender finish the message, and send it again.`,
  },
  'too-large': {
    meaning: say`A message is larger than the listener takes; it was rejected.`,
    remedy: say`Let the sender cut it, or allow larger messages.`,
  },
  'no-message': {
    meaning: say`A block holds no HL7 v2 message: it does not begin with MSH. It was rejected.`,
    remedy: say`Let the sender begin each message with its MSH segment.`,
  },
  idle: {
    meaning: say`Nothing came in for too long; the connection was closed.`,
    remedy: say`None where the sender connects again for the next message; else allow a longer pause.`,
  },
  'too-many': {
    meaning: say`There are as many connections as are allowed; another one was refused.`,
    remedy: say`Close connections that are no longer used, or allow more.`,
  },
  broken: {
    meaning: say`The connection broke.`,
    remedy: say`Look at the network and at the log of the other side; what was not acknowledged is to be sent again.`,
  },
  'not-reached': {
    meaning: say`The other side could not be reached.`,
    remedy: say`Check host and port, that the other side listens, and that no firewall stands between.`,
  },
  'no-answer': {
    meaning: say`No answer came in time.`,
    remedy: say`Look whether the other side has the message before it is sent again, or wait longer.`,
  },
  'stray-answer': {
    meaning: say`An answer belongs to another message (MSA-2 is not its control id); it was passed over.`,
    remedy: say`Let the other side put MSH-10 of the message into MSA-2 of its answer.`,
  },
  'bad-answer': {
    meaning: say`An answer has no acknowledgement code that is known (MSA-1).`,
    remedy: say`Let the other side answer with AA, AE or AR, or with CA, CE or CR where MSH-15 asks for it.`,
  },
  'not-sent': {
    meaning: say`The message was not sent, because sending was ended.`,
    remedy: say`Send it again.`,
  },
  failed: {
    meaning: say`The message was read, but what was to be done with it failed.`,
    remedy: say`Look at the log, and send it again.`,
  },
} as const satisfies Record<string, { meaning: Sentence; remedy: Sentence }>;

export type MllpProblemCode = keyof typeof MLLP_PROBLEMS;

export interface MllpProblem {
  readonly code: MllpProblemCode;
  /** In English. */
  readonly text: string;
  readonly remedy: string;
  /** The text for other languages. */
  readonly sentence: Sentence;
  /** The other side, as host:port. */
  readonly peer: string;
}

/** @param detail what was found, as a sentence of its own */
export function mllpProblem(code: MllpProblemCode, peer: string, detail?: Sentence): MllpProblem {
  const { meaning, remedy } = MLLP_PROBLEMS[code];
  const sentence = detail ? say`${meaning} ${detail}` : meaning;
  return { code, text: sentence.text, remedy: remedy.text, sentence, peer };
}

/** What the network, or whoever did the work, said of a failure. */
export function othersWords(error: unknown): Sentence {
  return say`It says: ${error instanceof Error ? error.message : String(error)}.`;
}

/** One end of a connection, as host:port; an IPv4 address is written as one, whichever way the socket has it. */
export function endOf(address = '', port: number | string = ''): string {
  return `${address.replace(/^::ffff:/i, '')}:${port}`;
}

/** The other side of a connection, as host:port. */
export function peerOf({
  remoteAddress = '',
  remotePort = '',
}: {
  remoteAddress?: string | undefined;
  remotePort?: number | string | undefined;
}): string {
  return endOf(remoteAddress, remotePort);
}

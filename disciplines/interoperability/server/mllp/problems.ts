/** What can go wrong on a connection, and what to do about it. The text of a problem adds what was found. */
export const MLLP_PROBLEMS = {
  'speaks-tls': {
    meaning: 'The other side speaks TLS, and this listener does not.',
    remedy: 'Start the listener with a certificate and its key, or turn TLS off at the other side.',
  },
  'no-tls': {
    meaning: 'The connection could not be secured.',
    remedy: 'Check that both sides use TLS, trust each other’s certificates, and that these have not run out.',
  },
  noise: {
    meaning: 'There are bytes between messages that belong to none.',
    remedy: 'Let the sender frame each message as 0x0B, the message, 0x1C 0x0D.',
  },
  'too-much-noise': {
    meaning: 'What comes in is no MLLP; the connection was closed.',
    remedy: 'Check that the sender is set to MLLP and to the right port.',
  },
  unfinished: {
    meaning: 'A message ended without 0x1C 0x0D; it was not taken.',
    remedy: 'Let the sender finish the message, and send it again.',
  },
  'too-large': {
    meaning: 'A message is larger than the listener takes; it was rejected.',
    remedy: 'Let the sender cut it, or allow larger messages.',
  },
  'no-message': {
    meaning: 'A block holds no HL7 v2 message: it does not begin with MSH. It was rejected.',
    remedy: 'Let the sender begin each message with its MSH segment.',
  },
  idle: {
    meaning: 'Nothing came in for too long; the connection was closed.',
    remedy: 'None where the sender connects again for the next message; else allow a longer pause.',
  },
  'too-many': {
    meaning: 'There are as many connections as are allowed; another one was refused.',
    remedy: 'Close connections that are no longer used, or allow more.',
  },
  broken: {
    meaning: 'The connection broke.',
    remedy: 'Look at the network and at the log of the other side; what was not acknowledged is to be sent again.',
  },
  'not-reached': {
    meaning: 'The other side could not be reached.',
    remedy: 'Check host and port, that the other side listens, and that no firewall stands between.',
  },
  'no-answer': {
    meaning: 'No answer came in time.',
    remedy: 'Look whether the other side has the message before it is sent again, or wait longer.',
  },
  'stray-answer': {
    meaning: 'An answer belongs to another message (MSA-2 is not its control id); it was passed over.',
    remedy: 'Let the other side put MSH-10 of the message into MSA-2 of its answer.',
  },
  'bad-answer': {
    meaning: 'An answer has no acknowledgement code that is known (MSA-1).',
    remedy: 'Let the other side answer with AA, AE or AR, or with CA, CE or CR where MSH-15 asks for it.',
  },
  'not-sent': {
    meaning: 'The message was not sent, because sending was ended.',
    remedy: 'Send it again.',
  },
  failed: {
    meaning: 'The message was read, but what was to be done with it failed.',
    remedy: 'Look at the log, and send it again.',
  },
} as const satisfies Record<string, { meaning: string; remedy: string }>;

export type MllpProblemCode = keyof typeof MLLP_PROBLEMS;

export interface MllpProblem {
  readonly code: MllpProblemCode;
  readonly text: string;
  readonly remedy: string;
  /** The other side, as host:port. */
  readonly peer: string;
}

/** @param detail what was found, as a sentence of its own */
export function mllpProblem(code: MllpProblemCode, peer: string, detail = ''): MllpProblem {
  const { meaning, remedy } = MLLP_PROBLEMS[code];
  return { code, text: detail === '' ? meaning : `${meaning} ${detail}`, remedy, peer };
}

/** The other side of a connection, as host:port. */
export function peerOf({
  remoteAddress = '',
  remotePort = '',
}: {
  remoteAddress?: string | undefined;
  remotePort?: number | string | undefined;
}): string {
  return `${remoteAddress}:${remotePort}`;
}

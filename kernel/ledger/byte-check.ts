import type { ChainHead } from './chain.ts';
import {
  type EventBytes,
  isBefore,
  passCount,
  passName,
  passSameUuid,
  passText,
  passUuid,
  passWord,
} from './event-bytes.ts';
import { MAX_EVENT_TEXT } from './event.ts';
import { MOMENT } from './grammar.ts';
import { equalsHex, type Sha256, toHex, utf8 } from './hash.ts';
import { type Commitments, createOpenings, MOST_COMMITMENTS } from './value-bytes.ts';

/** Says that an event follows a head and is in order; undefined when the slow rules have to look at it. */
export type ByteCheck = (event: EventBytes, head: ChainHead) => ChainHead | undefined;

const HASH_DIGITS = 64;
const MOMENT_LENGTH = '2026-03-01T09:30:00.000Z'.length;

const ACCOUNT = utf8('{"account":"');
const NO_PERSON = [utf8('console'), utf8('system')];
const ACTION = utf8('","action":"');
// A redaction is for the slow rules, which keep what awaits one.
const ACTIONS = ['create', 'update', 'withdraw', 'restore'].map((action) => utf8(`${action}"`));
const COMMAND = utf8(',"command":{"id":"');
const COMMAND_NAME = utf8('","name":"');
const COMMITMENTS = utf8('},"commitments":{');
const FIELD = utf8('"');
const COMMITMENT = utf8(':"');
const NEXT = utf8('",');
const LAST = utf8('"');
const EFFECTIVE = utf8('},"effective":"');
const FORMAT = utf8('","format":1');
const LINK_FROM = utf8(',"link":{"from":"');
const LINK_TO = utf8('","to":"');
const LINK_TYPE = utf8('","type":"');
const LINK_END = utf8('}');
const PREVIOUS = utf8(',"previous":"');
const RECORDED = utf8('","recorded":"');
const SCOPE = utf8('","scope":"');
const SEQUENCE = utf8('","sequence":');
const SUBJECT = utf8(',"subject":{"id":"');
const KIND = utf8('","kind":"');
const KIND_VERSION = utf8(',"kindVersion":');
const OF_LINK = utf8(',"type":"link"},"version":');
const OF_RECORD = utf8(',"type":"record"},"version":');
const END = utf8('}');
const CLOSING_BRACE = 0x7d;

/**
 * Reads the texts of one scope's events and opens their values as bytes. It accepts less than the slow rules and nothing that they
 * refuse: whatever is unusual, or wrong, is left to them, who can say what it is.
 */
export function createByteCheck(scope: string, sha256: Sha256): ByteCheck {
  const ofScope = utf8(scope);
  const commitments: Commitments = {
    count: 0,
    names: new Int32Array(MOST_COMMITMENTS),
    hashes: new Int32Array(MOST_COMMITMENTS),
  };
  const opens = createOpenings(sha256);
  const effective = createMoments();
  const recorded = createMoments();

  return (event, head) => {
    const { bytes, text } = event;
    if (event.sequence !== head.sequence + 1 || text.to - text.from > MAX_EVENT_TEXT) return undefined;
    let at = passAccount(bytes, passWord(bytes, text.from, ACCOUNT));
    at = passOne(bytes, passWord(bytes, at, ACTION), ACTIONS);
    at = passSameUuid(bytes, passWord(bytes, at, COMMAND), event.command);
    at = passName(bytes, passWord(bytes, at, COMMAND_NAME));
    at = passCommitments(bytes, passWord(bytes, at, COMMITMENTS), commitments);
    at = passWord(bytes, at, EFFECTIVE);
    if (at < 0 || effective(bytes, at)?.ms !== event.effective) return undefined;
    at = passWord(bytes, at + MOMENT_LENGTH, FORMAT);
    const behindLink = passLink(bytes, at);
    at = passText(bytes, passWord(bytes, behindLink < 0 ? at : behindLink, PREVIOUS), head.hash);
    at = passWord(bytes, at, RECORDED);
    const moment = at < 0 ? undefined : recorded(bytes, at);
    if (moment?.ms !== event.recorded || moment.text < head.recorded) return undefined;
    at = passWord(bytes, passWord(bytes, at + MOMENT_LENGTH, SCOPE), ofScope);
    at = passText(bytes, passWord(bytes, at, SEQUENCE), String(event.sequence));
    at = passSameUuid(bytes, passWord(bytes, at, SUBJECT), event.subject);
    at = passName(bytes, passWord(bytes, at, KIND));
    at = passCount(bytes, passWord(bytes, at, KIND_VERSION));
    at = passCount(bytes, passWord(bytes, at, behindLink < 0 ? OF_RECORD : OF_LINK));
    if (passWord(bytes, at, END) !== text.to) return undefined;

    const written = bytes.subarray(text.from, text.to);
    const hash = sha256.hex ? sha256.hex(written) : toHex(sha256(written));
    if (!equalsHex(bytes.subarray(event.hash.from, event.hash.to), hash)) return undefined;
    if (!opens(event, commitments)) return undefined;
    return { sequence: event.sequence, hash, recorded: moment.text };
  };
}

function passAccount(bytes: Uint8Array, at: number): number {
  const behind = passUuid(bytes, at);
  return behind < 0 ? passOne(bytes, at, NO_PERSON) : behind;
}

/** One of some words. */
function passOne(bytes: Uint8Array, at: number, words: readonly Uint8Array[]): number {
  for (const word of words) {
    const behind = passWord(bytes, at, word);
    if (behind >= 0) return behind;
  }
  return -1;
}

/** Fields in ascending order; what their hashes are made of is looked at when they are opened. */
function passCommitments(bytes: Uint8Array, at: number, found: Commitments): number {
  found.count = 0;
  if (at < 0 || bytes[at] === CLOSING_BRACE) return at;
  let place = at;
  while (found.count < MOST_COMMITMENTS) {
    const name = passWord(bytes, place, FIELD);
    const hash = passWord(bytes, passName(bytes, name), COMMITMENT);
    const last = found.count === 0 ? undefined : found.names[found.count - 1];
    if (hash < 0 || (last !== undefined && !isBefore(bytes, last, name))) return -1;
    found.names[found.count] = name;
    found.hashes[found.count] = hash;
    found.count += 1;
    place = passWord(bytes, hash + HASH_DIGITS, NEXT);
    if (place < 0) return passWord(bytes, hash + HASH_DIGITS, LAST);
  }
  return -1;
}

function passLink(bytes: Uint8Array, at: number): number {
  let place = passUuid(bytes, passWord(bytes, at, LINK_FROM));
  place = passUuid(bytes, passWord(bytes, place, LINK_TO));
  return passWord(bytes, passName(bytes, passWord(bytes, place, LINK_TYPE)), LINK_END);
}

interface Moment {
  readonly text: string;
  readonly ms: number;
}

const decoder = new TextDecoder();
const WHOLE_MOMENT = new RegExp(`^${MOMENT}$`);

/** Reads moments and keeps the last: the events of a command share theirs. */
function createMoments(): (bytes: Uint8Array, at: number) => Moment | undefined {
  let last: Moment = { text: '', ms: 0 };
  return (bytes, at) => {
    if (last.text !== '' && passText(bytes, at, last.text) >= 0) return last;
    const text = decoder.decode(bytes.subarray(at, at + MOMENT_LENGTH));
    if (!WHOLE_MOMENT.test(text)) return undefined;
    last = { text, ms: Date.parse(text) };
    return last;
  };
}

import { refusal, say } from '@callosum/kernel';
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Pool } from 'pg';
import { createLanes } from '../write/lane.ts';

/**
 * Slows guessing down. What is counted is an account together with where the attempt comes from, never an account
 * alone: whoever guesses from one place delays himself, and the owner signs in from any other. A browser the account
 * signed in from before has a count of its own, so that an attacker behind the same address does not delay it either.
 */
export interface Throttle {
  /**
   * Runs one attempt, unless its place has to wait. Attempts of one place run one after the other, so that many at
   * once are counted like many in a row.
   * @param attempt gives undefined when it failed.
   * @throws Refusal `too-many` with the seconds to wait.
   */
  readonly attempt: <T>(place: Place, attempt: () => Promise<T | undefined>) => Promise<T | undefined>;
}

export interface Place {
  /** What is tried: an e-mail address, or an account and a factor. */
  readonly subject: string;
  /** Undefined where the subject alone is counted, because only its owner gets that far. */
  readonly address?: string | undefined;
  /** A browser the account is known in. */
  readonly device?: string | undefined;
}

interface Measure {
  readonly free: number;
  readonly longest: number;
  readonly forgottenAfter: number;
}

/** Failures without a delay, the longest delay and the time after which all is forgotten, in seconds. */
const PER_PLACE: Measure = { free: 5, longest: 900, forgottenAfter: 86_400 };
/** Many accounts tried from one address; colleagues may share it, so it is generous and short. */
const PER_ADDRESS: Measure = { free: 60, longest: 60, forgottenAfter: 900 };

/** Seconds to wait after so many failures in a row: none, then 1, 2, 4, … */
export function delayAfter(failures: number, { free, longest }: Measure = PER_PLACE): number {
  return failures < free ? 0 : Math.min(2 ** Math.min(failures - free, 30), longest);
}

export function createThrottle(pool: Pool): Throttle {
  const lanes = createLanes();
  const waitFor = async (key: Buffer, measure: Measure): Promise<number> => {
    const { rows } = await pool.query<{ failures: number; age: number }>(
      'select failures, extract(epoch from now() - last)::float8 as age from sign_in_attempt where subject = $1',
      [key],
    );
    const found = rows[0];
    if (!found || found.age > measure.forgottenAfter) return 0;
    return Math.max(0, delayAfter(found.failures, measure) - found.age);
  };
  const fail = (key: Buffer, { forgottenAfter }: Measure) =>
    pool.query(
      `insert into sign_in_attempt (subject, failures, last) values ($1, 1, now())
       on conflict (subject) do update set last = now(), failures = case
         when sign_in_attempt.last < now() - make_interval(secs => $2) then 1 else sign_in_attempt.failures + 1 end`,
      [key, forgottenAfter],
    );
  return {
    attempt: ({ subject, address, device }, attempt) => {
      const network = address === undefined ? undefined : networkOf(address);
      const place = hashOf(device === undefined ? `${subject} from ${network}` : `${subject} in ${device}`);
      const wide = device === undefined && network !== undefined ? hashOf(`all from ${network}`) : undefined;
      return lanes.run(place.toString('hex'), async () => {
        const waits = [await waitFor(place, PER_PLACE), wide ? await waitFor(wide, PER_ADDRESS) : 0];
        const seconds = Math.ceil(Math.max(...waits));
        if (seconds > 0) throw tooMany(seconds);
        const result = await attempt();
        if (result === undefined) {
          await fail(place, PER_PLACE);
          if (wide) await fail(wide, PER_ADDRESS);
        } else await pool.query('delete from sign_in_attempt where subject = $1', [place]);
        return result;
      });
    },
  };
}

function tooMany(seconds: number) {
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return refusal('too-many', say`There were too many attempts to sign in.`, {
    remedy: say`Wait ${wait} and try again.`,
  });
}

/** Attempts long past say nothing any more. */
export async function forgetAttempts(pool: Pool): Promise<void> {
  await pool.query(`delete from sign_in_attempt where last < now() - interval '2 days'`);
}

const IPV6_SITE_GROUPS = 4;

/** One house gets a /64 of IPv6: its addresses count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = '', tail = ''] = address.split('::');
  const first = head.split(':').filter(Boolean);
  const last = tail.split(':').filter(Boolean);
  const gap = address.includes('::') ? Array<string>(8 - first.length - last.length).fill('0') : [];
  return [...first, ...gap, ...last].slice(0, IPV6_SITE_GROUPS).join(':');
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

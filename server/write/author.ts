import { refusal, type Registry, type Write, say } from '@callosum/kernel';
import { createHash } from 'node:crypto';
import type { AnswerKey } from './command-key.ts';

/** Who stands in the ledger for what nobody shall be known by. */
const NOBODY = 'system';

/**
 * The account that stands beside what was written: whoever asked, or for anonymous answers nobody.
 * @throws Refusal `refused` when an anonymous answer comes together with something its author answers for.
 */
export function authorOf({ kinds }: Registry, writes: readonly Write[], account: string): string {
  const unsigned = writes.filter(({ action, subject }) => action === 'create' && kinds.get(subject.kind)?.anonymous);
  if (unsigned.length === 0) return account;
  if (unsigned.length === writes.length) return NOBODY;
  throw refusal('refused', say`An anonymous answer is given by itself; nothing was written.`, {
    remedy: say`Save the rest first, then answer.`,
  });
}

/** Under which a command's answer is kept: for anonymous answers without the account, and the key only as a digest. */
export function answerKey(author: string, key: string): AnswerKey {
  if (author !== NOBODY) return { account: author, key };
  return { account: NOBODY, key: createHash('sha256').update(key).digest('hex') };
}

/** Both places an answer to a request may be kept at: whether it was anonymous is known only when it is decided. */
export function answerKeys(account: string, key: string): readonly AnswerKey[] {
  return [answerKey(account, key), answerKey(NOBODY, key)];
}

import { randomUUID } from 'node:crypto';

/** An id of a row that is no record: ordered by time in its first digits, so that rows lie together as they came. */
export function newMessageId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

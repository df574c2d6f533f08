const TIME_DIGITS = 12;

/** A fresh id, ordered by time (UUID version 7). `crypto.randomUUID` is of another version, and missing on plain http. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(TIME_DIGITS, '0');
  const random = [...crypto.getRandomValues(new Uint8Array(10))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const variant = ((Number.parseInt(random.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

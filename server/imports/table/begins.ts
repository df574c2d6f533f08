/** First bytes of a packed file, which a workbook is. */
export const ZIP = [0x50, 0x4b];
/** Those of the container of older Office files (XLS, DOC). */
export const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

export function begins(bytes: Uint8Array, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte);
}

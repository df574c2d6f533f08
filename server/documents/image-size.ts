const SIGNATURE = '89504e470d0a1a0a';
const WIDTH_AT = 16;
const HEIGHT_AT = 20;
const HEADER_BYTES = 24;

/** Width and height of a PNG in pixels; undefined for anything else. */
export function imageSize(content: Buffer): { width: number; height: number } | undefined {
  if (content.length < HEADER_BYTES || content.subarray(0, 8).toString('hex') !== SIGNATURE) return undefined;
  const size = { width: content.readUInt32BE(WIDTH_AT), height: content.readUInt32BE(HEIGHT_AT) };
  return size.width > 0 && size.height > 0 ? size : undefined;
}

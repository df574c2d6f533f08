/** How a format is recognised: what its content begins with, or that it is text. */
interface Format {
  readonly type: string;
  readonly extensions: readonly string[];
  /** Whether the first bytes can be of this format. */
  readonly fits: (head: Uint8Array) => boolean;
  /** What browsers also call it. */
  readonly alsoCalled?: readonly string[];
}

const begins =
  (...signatures: readonly (readonly number[])[]) =>
  (head: Uint8Array): boolean =>
    signatures.some((signature) => signature.every((byte, index) => head[index] === byte));

const ascii = (text: string): number[] => Array.from(Buffer.from(text, 'latin1'));

const riff = (head: Uint8Array): boolean => {
  const says = Buffer.from(head.subarray(0, 12)).toString('latin1');
  return says.startsWith('RIFF') && says.endsWith('WEBP');
};

/** Control characters that a text may hold: white space, escape, and the two that frame HL7 messages. */
const CONTROLS = new Set([9, 10, 11, 12, 13, 27, 28, 133]);

/** Text in UTF-8 or, with its mark, UTF-16; nothing that a text does not hold. */
export function isText(head: Uint8Array): boolean {
  const marked = begins([0xff, 0xfe], [0xfe, 0xff])(head);
  if (marked) return true;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return [...text.matchAll(/\p{Cc}/gu)].every(([found]) => CONTROLS.has(found.charCodeAt(0)));
  } catch {
    return false;
  }
}

const zip = begins([0x50, 0x4b, 0x03, 0x04], [0x50, 0x4b, 0x05, 0x06]);
/** A zip that names its parts as the Open XML packages of an office suite do, near its beginning. */
const openXml =
  (part: string) =>
  (head: Uint8Array): boolean => {
    const text = Buffer.from(head).toString('latin1');
    return (
      zip(head) && (text.includes('[Content_Types].xml') || text.includes('_rels/.rels') || text.includes(`${part}/`))
    );
  };
/** A zip whose first entry says its type, uncompressed. */
const openDocument =
  (type: string) =>
  (head: Uint8Array): boolean =>
    zip(head) && Buffer.from(head.subarray(0, 200)).toString('latin1').includes(`mimetype${type}`);
const compound = begins([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

/** Formats that may be attached. Nothing that a browser would run is among them. */
export const FORMATS: readonly Format[] = [
  { type: 'application/pdf', extensions: ['pdf'], fits: begins(ascii('%PDF-')) },
  { type: 'image/png', extensions: ['png'], fits: begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', extensions: ['jpg', 'jpeg'], fits: begins([0xff, 0xd8, 0xff]), alsoCalled: ['image/jpg'] },
  { type: 'image/gif', extensions: ['gif'], fits: begins(ascii('GIF87a'), ascii('GIF89a')) },
  { type: 'image/webp', extensions: ['webp'], fits: riff },
  { type: 'image/tiff', extensions: ['tif', 'tiff'], fits: begins([0x49, 0x49, 0x2a, 0], [0x4d, 0x4d, 0, 0x2a]) },
  { type: `${OOXML}.wordprocessingml.document`, extensions: ['docx'], fits: openXml('word') },
  { type: `${OOXML}.spreadsheetml.sheet`, extensions: ['xlsx'], fits: openXml('xl') },
  { type: `${OOXML}.presentationml.presentation`, extensions: ['pptx'], fits: openXml('ppt') },
  { type: 'application/vnd.ms-visio.drawing', extensions: ['vsdx'], fits: openXml('visio') },
  { type: `${ODF}.text`, extensions: ['odt'], fits: openDocument(`${ODF}.text`) },
  { type: `${ODF}.spreadsheet`, extensions: ['ods'], fits: openDocument(`${ODF}.spreadsheet`) },
  { type: `${ODF}.presentation`, extensions: ['odp'], fits: openDocument(`${ODF}.presentation`) },
  { type: 'application/msword', extensions: ['doc'], fits: compound },
  { type: 'application/vnd.ms-excel', extensions: ['xls'], fits: compound },
  { type: 'application/vnd.ms-powerpoint', extensions: ['ppt'], fits: compound },
  { type: 'application/vnd.ms-project', extensions: ['mpp'], fits: compound },
  { type: 'application/vnd.ms-outlook', extensions: ['msg'], fits: compound },
  { type: 'text/plain', extensions: ['txt', 'log', 'hl7'], fits: isText },
  { type: 'text/csv', extensions: ['csv'], fits: isText, alsoCalled: ['application/vnd.ms-excel', 'text/plain'] },
  { type: 'text/markdown', extensions: ['md'], fits: isText, alsoCalled: ['text/plain'] },
  { type: 'application/json', extensions: ['json'], fits: isText, alsoCalled: ['text/plain'] },
  { type: 'application/xml', extensions: ['xml'], fits: isText, alsoCalled: ['text/xml', 'text/plain'] },
  { type: 'message/rfc822', extensions: ['eml'], fits: isText, alsoCalled: ['text/plain'] },
];

/** Extensions accepted when the installation names none. */
export const USUAL_EXTENSIONS: readonly string[] = FORMATS.flatMap(({ extensions }) => extensions);

/** The format a file's name speaks of. */
export function formatOf(extension: string): Format | undefined {
  return FORMATS.find(({ extensions }) => extensions.includes(extension));
}

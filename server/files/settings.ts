import { USUAL_EXTENSIONS } from './media-types.ts';
import type { S3Settings } from './s3-store.ts';
import { clamdScanner, commandScanner, type Scanner } from './scanner.ts';

/** What an installation says about files. */
export interface FileSettings {
  /** Bytes an attachment may have. */
  readonly attachmentLimit: number;
  /** Extensions that may be attached. */
  readonly extensions: ReadonlySet<string>;
  readonly scanner?: Scanner;
  /** Files lie in an object store and not in the data directory. */
  readonly s3?: S3Settings;
}

const MEBIBYTE = 1_048_576;
const USUAL_LIMIT = 100 * MEBIBYTE;

export const USUAL_FILE_SETTINGS: FileSettings = {
  attachmentLimit: USUAL_LIMIT,
  extensions: new Set(USUAL_EXTENSIONS),
};

/**
 * Reads the settings from environment variables; docs/operation.md describes each.
 * @throws Error that names the variable and what it may be.
 */
export function fileSettings(environment: Readonly<Record<string, string | undefined>>): FileSettings {
  const scanner = scannerOf(environment);
  const s3 = s3Of(environment);
  return {
    attachmentLimit: limitOf(environment.CALLOSUM_ATTACHMENT_MIB),
    extensions: extensionsOf(environment.CALLOSUM_ATTACHMENT_TYPES),
    ...(scanner ? { scanner } : {}),
    ...(s3 ? { s3 } : {}),
  };
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return USUAL_LIMIT;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text) * MEBIBYTE;
  throw new Error(`CALLOSUM_ATTACHMENT_MIB is a whole number of MiB, not “${text}”.`);
}

function extensionsOf(text: string | undefined): ReadonlySet<string> {
  if (text === undefined) return USUAL_FILE_SETTINGS.extensions;
  const wanted = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one) => one.replace(/^\./, '').toLowerCase());
  const unknown = wanted.find((one) => !USUAL_EXTENSIONS.includes(one));
  if (unknown === undefined && wanted.length > 0) return new Set(wanted);
  throw new Error(
    `CALLOSUM_ATTACHMENT_TYPES is a list out of: ${USUAL_EXTENSIONS.join(', ')} (not “${unknown ?? ''}”).`,
  );
}

function scannerOf({ CALLOSUM_CLAMD, CALLOSUM_SCAN_COMMAND }: Readonly<Record<string, string | undefined>>) {
  if (CALLOSUM_CLAMD && CALLOSUM_SCAN_COMMAND)
    throw new Error('Give either CALLOSUM_CLAMD or CALLOSUM_SCAN_COMMAND, not both.');
  if (CALLOSUM_SCAN_COMMAND) return commandScanner(CALLOSUM_SCAN_COMMAND.trim().split(/\s+/));
  if (!CALLOSUM_CLAMD) return undefined;
  if (CALLOSUM_CLAMD.startsWith('/') || /^[^\s]+:\d{1,5}$/.test(CALLOSUM_CLAMD)) return clamdScanner(CALLOSUM_CLAMD);
  throw new Error('CALLOSUM_CLAMD is host:port or the path of clamd’s socket.');
}

function s3Of(environment: Readonly<Record<string, string | undefined>>): S3Settings | undefined {
  const endpoint = environment.CALLOSUM_S3_ENDPOINT;
  if (endpoint === undefined) return undefined;
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw new Error('CALLOSUM_S3_ENDPOINT is an address such as https://s3.example.org.');
  const needed = (name: string): string => {
    const value = environment[name];
    if (value) return value;
    throw new Error(`CALLOSUM_S3_ENDPOINT is set, so ${name} is needed as well.`);
  };
  return {
    endpoint,
    bucket: needed('CALLOSUM_S3_BUCKET'),
    region: environment.CALLOSUM_S3_REGION ?? 'us-east-1',
    accessKey: needed('CALLOSUM_S3_ACCESS_KEY'),
    secretKey: needed('CALLOSUM_S3_SECRET_KEY'),
    prefix: environment.CALLOSUM_S3_PREFIX ?? '',
  };
}

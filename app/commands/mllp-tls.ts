import type { TlsFiles } from '@callosum/interoperability/server';
import { refusal, say } from '@callosum/kernel';
import { readUserFile } from './user-files.ts';

/** How the two commands are told about certificates. */
export interface TlsArguments {
  readonly tls: boolean;
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
}

const LIMIT = 1_048_576;

/** The certificates that were named; undefined without TLS. @throws Refusal, FileError */
export async function tlsOf({ tls, cert, key, ca }: TlsArguments): Promise<TlsFiles | undefined> {
  if (!tls && [cert, key, ca].some((file) => file !== undefined)) {
    throw refusal('invalid', say`Certificates are named, and TLS is not asked for.`, { remedy: say`Add --tls.` });
  }
  if (!tls) return undefined;
  if ((cert === undefined) !== (key === undefined)) {
    throw refusal('invalid', say`A certificate and its key belong together.`, {
      remedy: say`Give both --cert and --key.`,
    });
  }
  const read = async (name: 'cert' | 'key' | 'ca', file: string | undefined) =>
    file === undefined ? {} : { [name]: await readUserFile(file, LIMIT) };
  return { ...(await read('cert', cert)), ...(await read('key', key)), ...(await read('ca', ca)) };
}

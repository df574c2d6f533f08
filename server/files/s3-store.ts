import { refusal, say } from '@callosum/kernel';
import { AwsV4Signer } from 'aws4fetch';
import { randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectStore } from './object-store.ts';

/** An S3-compatible object store: Amazon's, MinIO, Ceph, Garage … */
export interface S3Settings {
  /** `https://s3.example.org`; the bucket follows as the first part of the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Put before every name, such as `callosum/`. */
  readonly prefix?: string;
}

/** SHA-256 of nothing, which requests without a body are signed with. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const PATIENCE_MS = 60_000;
/** What is asked once more after a moment: the network, and answers of a store that is busy or starting. */
const WAITS_MS = [200, 1_000];

type Method = 'GET' | 'HEAD' | 'PUT' | 'DELETE';

/**
 * @param scratch folder on the local disk for what is on its way from the store.
 * @param waits milliseconds before each further try.
 */
export function createS3Store(settings: S3Settings, scratch: string, waits: readonly number[] = WAITS_MS): ObjectStore {
  const base = settings.endpoint.replace(/\/+$/, '');
  const urlOf = (hash: string): string =>
    `${base}/${settings.bucket}/${settings.prefix ?? ''}${hash.slice(0, 2)}/${hash}`;

  const once = async (method: Method, hash: string, path?: string): Promise<Response> => {
    // Signed with the content's hash: the store itself refuses other bytes.
    const headers = { 'x-amz-content-sha256': path === undefined ? EMPTY : hash };
    const signer = new AwsV4Signer({
      method,
      url: urlOf(hash),
      headers,
      service: 's3',
      region: settings.region,
      accessKeyId: settings.accessKey,
      secretAccessKey: settings.secretKey,
    });
    const signed = await signer.sign();
    const body = path === undefined ? null : await openAsBlob(path);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return fetch(signed.url, { method, headers: signed.headers, body, signal, redirect: 'error' });
  };
  const ask = async (method: Method, hash: string, path?: string): Promise<Response> => {
    for (const wait of [...waits, undefined]) {
      const answer = await once(method, hash, path).catch(() => undefined);
      if (answer && answer.status < 500 && answer.status !== 429) return answer;
      await answer?.body?.cancel();
      if (wait !== undefined) await sleep(wait);
    }
    throw away();
  };
  /** The answer if it is one of those expected. */
  const expect = async (answer: Response, ...fine: number[]): Promise<Response> => {
    if (fine.includes(answer.status)) return answer;
    const said = (await answer.text().catch(() => '')).match(/<Code>(\w{1,60})<\/Code>/)?.[1];
    throw refused(answer.status, said);
  };

  const fetchInto = async (hash: string, path: string): Promise<boolean> => {
    const answer = await expect(await ask('GET', hash), 200, 404);
    if (answer.status === 404 || !answer.body) {
      await answer.body?.cancel();
      return false;
    }
    try {
      await pipeline(answer.body, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      // The disk here is another matter than the connection there.
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw error;
      throw away();
    }
    return true;
  };

  return {
    keep: async (hash, path) => {
      const answer = await expect(await ask('PUT', hash, path), 200, 201, 204);
      await answer.body?.cancel();
    },
    has: async (hash) => (await expect(await ask('HEAD', hash), 200, 404)).status === 200,
    remove: async (hash) => {
      const answer = await expect(await ask('DELETE', hash), 200, 204, 404);
      await answer.body?.cancel();
    },
    borrow: async (hash) => {
      await mkdir(scratch, { recursive: true, mode: 0o700 });
      const path = join(scratch, randomUUID());
      const release = (): Promise<void> => rm(path, { force: true });
      try {
        if (await fetchInto(hash, path)) return { path, release };
      } catch (error) {
        await release();
        throw error;
      }
      await release();
      return undefined;
    },
  };
}

function away(): Error {
  return refusal('store-unavailable', say`The file store does not answer: nothing was changed.`, {
    remedy: say`Try again in a moment.`,
  });
}

function refused(status: number, said: string | undefined): Error {
  const reason = said ? `${status}, ${said}` : String(status);
  return refusal('store-unavailable', say`The file store refused (${reason}): nothing was changed.`, {
    remedy: say`Tell whoever runs this installation: address, bucket or keys of the object store are not right.`,
  });
}

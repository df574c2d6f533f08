import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';

/** A small S3 server: one bucket in memory, every request's signature (AWS Signature Version 4) computed again and compared. */
export interface TestS3 {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** Requests answered so far, as `PUT /bucket/…`. */
  readonly requests: string[];
  /** Answers that come before anything else: a status, `cut` for a connection that breaks, or another address. */
  readonly troubles: Trouble[];
  readonly close: () => Promise<void>;
}

type Trouble = number | 'cut' | { readonly to: string };

export const S3_KEYS = { accessKey: 'AKIDTEST', secretKey: 'a secret/that+nobody knows', region: 'eu-central-1' };

const CREDENTIAL =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

export async function startS3(bucket: string): Promise<TestS3> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  const troubles: Trouble[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const trouble = troubles.shift();
      if (trouble === 'cut') return request.socket.destroy();
      const body = await bodyOf(request);
      if (typeof trouble === 'object') {
        return response.writeHead(307, { location: trouble.to + (request.url ?? '') }).end();
      }
      if (trouble !== undefined) return response.writeHead(trouble).end();
      requests.push(`${request.method} ${request.url}`);
      const fault = faultIn(request, body);
      if (fault) return response.writeHead(403).end(`<Error><Code>${fault}</Code></Error>`);
      const path = request.url ?? '';
      if (!path.startsWith(`/${bucket}/`))
        return response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>');
      if (request.method === 'PUT') objects.set(path, body);
      if (request.method === 'DELETE') objects.delete(path);
      const found = objects.get(path);
      if (request.method === 'DELETE') return response.writeHead(204).end();
      return response.writeHead(found ? 200 : 404).end(request.method === 'GET' ? found : undefined);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    requests,
    troubles,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  return Buffer.concat(chunks);
}

/** What Amazon would answer to a request that is not rightly signed. */
function faultIn(request: IncomingMessage, body: Buffer): string | undefined {
  const [, key = '', day = '', region = '', names = '', signature = ''] =
    CREDENTIAL.exec(request.headers.authorization ?? '') ?? [];
  if (key !== S3_KEYS.accessKey) return 'InvalidAccessKeyId';
  if (region !== S3_KEYS.region) return 'AuthorizationHeaderMalformed';
  const claimed = String(request.headers['x-amz-content-sha256']);
  if (claimed !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const signed = names.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return 'AccessDenied';
  const headers = signed.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const canonical = [request.method, path, query, headers, names, claimed].join('\n');
  const moment = String(request.headers['x-amz-date']);
  const scope = `${day}/${region}/s3/aws4_request`;
  const signing = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${S3_KEYS.secretKey}`);
  const wanted = hmac(Buffer.from(signing), ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n'));
  return wanted.toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}

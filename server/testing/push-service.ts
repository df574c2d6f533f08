import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  type JsonWebKey,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';

/** A browser as its own keys and its push service make it. */
export interface Browser {
  readonly address: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
  /** What it was told, decrypted with its own keys. */
  readonly shown: readonly Record<string, unknown>[];
  /** What its push service answers from now on. */
  readonly answer: (status: number) => void;
}

/** A push service on this machine that looks at who writes, as RFC 8030 and RFC 8292 have it. */
export interface PushService {
  readonly browser: () => Browser;
  /** What arrived, in order, taken or not. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  readonly close: () => Promise<void>;
}

const CREATED = 201;
const PUBLIC_BYTES = 65;
const MOST_BYTES = 4_096;

export async function openPushService(): Promise<PushService> {
  const boxes = new Map<string, { ecdh: ECDH; auth: Buffer; shown: Record<string, unknown>[]; status: number }>();
  const requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { headers, url: path = '' } = request;
      const box = boxes.get(path);
      const body = Buffer.concat(parts);
      requests.push({ path, headers });
      const answer = (status: number): void => void response.writeHead(status).end('and more that nobody reads');
      if (!box) return answer(404);
      if (headers.ttl === undefined) return answer(400);
      if (!isSigned(headers.authorization ?? '', `http://${headers.host}`)) return answer(403);
      if (body.length > MOST_BYTES) return answer(413);
      if (box.status === CREATED) box.shown.push(JSON.parse(readAsBrowser(body, box.ecdh, box.auth)));
      return answer(box.status);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  const port = typeof place === 'object' ? place?.port : undefined;
  return {
    requests,
    browser: () => {
      const ecdh = createECDH('prime256v1');
      const path = `/${randomBytes(8).toString('hex')}`;
      const box = { ecdh, auth: randomBytes(16), shown: [], status: CREATED };
      const p256dh = ecdh.generateKeys().toString('base64url');
      boxes.set(path, box);
      return {
        address: `http://localhost:${port}${path}`,
        keys: { p256dh, auth: box.auth.toString('base64url') },
        shown: box.shown,
        answer: (status) => {
          box.status = status;
        },
      };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Whether a request is signed with the key it names, for this very service and not for ever (RFC 8292). */
function isSigned(authorization: string, audience: string): boolean {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  if (point.length !== PUBLIC_BYTES) return false;
  const jwk: JsonWebKey = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const isGenuine = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp }: { aud?: string; exp?: number } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  const hours = ((exp ?? 0) * 1_000 - Date.now()) / 3_600_000;
  return isGenuine && aud === audience && hours > 0 && hours <= 24;
}

/** What a browser does with what it gets: RFC 8291 over RFC 8188, one record. @throws Error for what is not for it. */
export function readAsBrowser(body: Buffer, ecdh: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const length = body.readUInt8(20);
  const sender = body.subarray(21, 21 + length);
  const sealed = body.subarray(21 + length);
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, about, 32));
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // Zeros at the end are filling, and the octet before them ends the record.
  const end = text.findLastIndex((octet) => octet !== 0);
  if (text[end] !== 2) throw new Error('The record does not end as the last one does.');
  return text.subarray(0, end).toString('utf8');
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startServer, type TestServer } from '../testing/server.ts';
import { NONCE_PLACEHOLDER } from './headers.ts';

let server: TestServer;
let pages = '';

beforeAll(async () => {
  pages = await mkdtemp(join(tmpdir(), 'callosum-pages-'));
  await mkdir(join(pages, 'assets'));
  await writeFile(
    join(pages, 'index.html'),
    `<meta name="csp-nonce" content="${NONCE_PLACEHOLDER}"><meta name="language" content="__LANGUAGE__"><div id="root">`,
  );
  await writeFile(join(pages, 'assets', 'main-abc123.js'), 'export {}');
  await writeFile(join(pages, '.secret'), 'not for anybody');
  server = await startServer({ cluster: inject('cluster'), pages });
});
afterAll(async () => {
  await server.close();
  await rm(pages, { recursive: true });
});

describe('the page', () => {
  test('answers those who only ask whether it is there', async () => {
    const response = await fetch(server.address, { method: 'HEAD' });
    expect(response.status).toBe(200);
  });

  test('carries a nonce of its own in every answer, the same as in its policy', async () => {
    const nonces = await Promise.all(
      ['/', '/', '/projects/ANY/readiness', '/join/token'].map(async (path) => {
        const response = await fetch(`${server.address}${path}`);
        const inPage = /content="([^"]+)"/.exec(await response.text())?.[1] ?? '';
        const policy = response.headers.get('content-security-policy') ?? '';
        expect(response.status).toBe(200);
        expect(policy).toContain(`'nonce-${inPage}'`);
        expect(policy).toContain("script-src 'self'");
        expect(policy).not.toContain('unsafe');
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(response.headers.get('x-frame-options')).toBe('DENY');
        return inPage;
      }),
    );
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(nonces[0]?.length).toBeGreaterThanOrEqual(22);
  });

  test('says which language was chosen: one’s own, else that of the installation, else none', async () => {
    const languageFor = async (cookie: string): Promise<string | undefined> => {
      const response = await fetch(server.address, { headers: { cookie } });
      return /name="language" content="([^"]*)"/.exec(await response.text())?.[1];
    };
    const { reader, owner } = server;
    const chosen = async () => (await reader.request('GET', '/identity/language')).body;
    expect([await languageFor(''), await languageFor(reader.cookie)]).toEqual(['', '']);
    expect(await chosen()).toEqual({ own: null, installation: null });
    expect((await owner.request('PUT', '/identity/language/installation', { language: 'de' })).status).toBe(200);
    expect((await reader.request('PUT', '/identity/language', { language: 'pt-BR' })).status).toBe(200);
    expect([await languageFor(''), await languageFor(owner.cookie)]).toEqual(['de', 'de']);
    expect(await languageFor(reader.cookie)).toBe('pt-BR');
    expect(await chosen()).toEqual({ own: 'pt-BR', installation: 'de' });
    expect((await reader.request('PUT', '/identity/language', { language: null })).status).toBe(200);
    expect(await languageFor(reader.cookie)).toBe('de');
    for (const language of ['"><script>', 'German', 'd', 'x'.repeat(40)]) {
      expect((await owner.request('PUT', '/identity/language/installation', { language })).status, language).toBe(400);
    }
  });

  test('is not sent where something else was asked for', async () => {
    expect((await fetch(`${server.address}/api/v1/nothing`)).status).toBe(404);
    expect((await fetch(`${server.address}/assets/nothing.js`)).status).toBe(404);
    expect((await fetch(`${server.address}/anything`, { method: 'POST' })).status).toBe(404);
  });

  test('gives scripts that run beside the page no way to the network', async () => {
    const asset = await fetch(`${server.address}/assets/main-abc123.js`);
    expect(asset.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  });

  test('brings its assets, to be kept for ever, and no hidden file', async () => {
    const asset = await fetch(`${server.address}/assets/main-abc123.js`);
    expect(asset.status).toBe(200);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of ['/.secret', '/assets/../.secret', '/assets/..%2f.secret', '/..%2f..%2fetc%2fpasswd']) {
      expect(await (await fetch(`${server.address}${path}`)).text()).not.toMatch(/not for anybody|root:/);
    }
  });
});

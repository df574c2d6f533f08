import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createClient, PASSWORD, signIn } from '../testing/client.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let smtp: SMTPServer;
let port = 0;
let key = '';
const received: { to: string; text: string }[] = [];

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
  smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'callosum' && password === 'the mail password'
        ? done(null, { user: username })
        : done(new Error('no')),
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('refused') ? new Error('unknown here') : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        received.push({
          to,
          text: Buffer.concat(parts).toString('utf8').replaceAll('=\r\n', '').replaceAll('=3D', '='),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', resolve);
    listening.on('listening', () => {
      const address = listening.address();
      port = typeof address === 'object' && address ? address.port : 0;
    });
  });
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await server.close();
});

const settings = () => ({
  host: '127.0.0.1',
  port,
  encryption: 'none',
  user: 'callosum',
  from: 'callosum@example.org',
});
const set = (more: object) => server.owner.request('PUT', '/identity/mail', { ...settings(), ...more });
const invited = z.object({
  path: z.string(),
  mail: z.looseObject({ sent: z.boolean(), why: z.string().nullable() }).nullable(),
});
const invite = async (body: object) =>
  invited.parse((await server.owner.request('POST', '/people/invitations', { role: 'reader', ...body })).body);

describe('the mail server of an installation', () => {
  test('is not there at first, and an invitation says so and gives its link', async () => {
    expect((await server.owner.request('GET', '/identity/mail')).body).toBeNull();
    const answer = await invite({ email: 'early@example.org' });
    expect(answer.mail).toEqual({
      sent: false,
      why: 'No mail server has been set up.',
      sentences: { why: { key: 'No mail server has been set up.', values: [] } },
    });
    expect(answer.path).toMatch(/^\/join\//);
  });

  test('is set by an owner only, and its password is read back by nobody', async () => {
    expect((await server.reader.request('GET', '/identity/mail')).status).toBe(403);
    expect((await set({ password: 'the mail password' })).status).toBe(200);
    expect(JSON.stringify((await server.owner.request('GET', '/identity/mail')).body)).not.toContain('password');
    const { rows } = await server.installation.pool.query<{ text: string }>(
      'select value::text as text from installation_setting',
    );
    for (const { text } of rows) expect(text).not.toContain('the mail password');
  });

  test('takes a message, and says so', async () => {
    expect((await server.owner.request('POST', '/identity/mail/try', {})).body).toEqual({ sent: true, why: null });
    expect(received.at(-1)).toMatchObject({ to: server.owner.account.email });
  });

  test('keeps its password when other things change, but not for another host', async () => {
    await set({ from: 'house@example.org' });
    expect((await server.owner.request('POST', '/identity/mail/try', {})).body).toMatchObject({ sent: true });
    await set({ host: 'localhost' });
    const { body } = await server.owner.request('POST', '/identity/mail/try', {});
    expect(body).toMatchObject({ sent: false, why: expect.stringContaining('user name or password') });
    await set({ password: 'the mail password' });
  });

  test('that is down gives a clear word; the link can still be handed over', async () => {
    await set({ port: 1, password: 'the mail password' });
    const answer = await invite({ email: 'down@example.org' });
    expect(answer.mail).toMatchObject({ sent: false, why: expect.stringContaining('could not be reached') });
    const joined = await server.anonymous.request('POST', '/people/join', {
      token: answer.path.split('/').at(-1),
      name: 'Dora Down',
      email: 'down@example.org',
      password: PASSWORD,
    });
    expect(joined.status).toBe(200);
    await set({ password: 'the mail password' });
  });

  test('that refuses the address gives a clear word', async () => {
    expect((await invite({ email: 'refused@example.org' })).mail).toMatchObject({
      sent: false,
      why: expect.stringContaining('refused the address'),
    });
  });
});

describe('an invitation by e-mail', () => {
  const join = (path: string, email: string) =>
    server.anonymous.request('POST', '/people/join', {
      token: path.split('/').at(-1),
      name: 'Petra Partner',
      email,
      password: PASSWORD,
    });

  test('brings the link, which only that address can use', async () => {
    const origin = { origin: server.address };
    const body = { role: 'partner', project: key, email: 'Petra@Vendor.example' };
    const answer = invited.parse((await server.owner.request('POST', '/people/invitations', body, origin)).body);
    expect(answer.mail).toEqual({ sent: true, why: null });
    expect(received.at(-1)?.to.toLowerCase()).toBe('petra@vendor.example');
    expect(received.at(-1)?.text).toContain(`${server.address}${answer.path}`);
    expect((await join(answer.path, 'somebody@else.example')).status).toBe(422);
    expect((await join(answer.path, 'petra@vendor.example')).status).toBe(200);
  });

  test('into one project makes an account that opens no other, until its last day', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { path } = await invite({
      role: 'reader',
      project: key,
      email: 'visitor@vendor.example',
      accountUntil: today,
    });
    const joined = await join(path, 'visitor@vendor.example');
    const { id } = z.object({ id: z.string() }).parse(joined.body);
    const visitor = await signIn(server.address, { id, name: '', email: 'visitor@vendor.example' });
    expect((await visitor.request('GET', `/projects/${key}`)).status).toBe(200);
    expect((await visitor.request('GET', '/projects/ELSEWHERE')).status).toBe(404);
    await server.installation.pool.query(
      `update account_state set expires = expires - interval '2 days' where account = $1`,
      [id],
    );
    server.installation.sessions.forget();
    expect((await visitor.request('GET', `/projects/${key}`)).status).toBe(401);
    await expect(signIn(server.address, { id, name: '', email: 'visitor@vendor.example' })).rejects.toThrow('expired');
  });

  test('is made by nobody without rights', async () => {
    const body = { role: 'reader', email: 'x@example.org' };
    expect((await server.reader.request('POST', '/people/invitations', body)).status).toBe(403);
    expect((await createClient(server.address).request('POST', '/people/invitations', body)).status).toBe(401);
  });
});

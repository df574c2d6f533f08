import {
  createRegistry,
  defineKind,
  type Discipline,
  type DocumentDeclaration,
  MANAGERS_WRITE,
  RECORD_COMMANDS,
} from '@callosum/kernel';
import { historyEntry, jobFilePath, jobView, redactionPlaces } from '@callosum/kernel/contract';
import { signatureSchema, type Statement, statementHash, statementSchema, verifyProof } from '@callosum/kernel/ledger';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { stepAt, totpCode } from '../identity/totp.ts';
import { reach } from '../jobs/testing/jobs.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { createClient, PASSWORD, type TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { placesOf } from '../testing/places.ts';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

/** A risk that a steward, and nobody else, accepts by his signature. */
const concern = defineKind({
  name: 'concern',
  discipline: 'signing',
  prefix: 'CNC',
  label: { one: 'Concern', many: 'Concerns' },
  help: 'Something that is accepted by signature.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    remark: { type: 'text', label: 'Remark' },
    owner: { type: 'person', label: 'Owner' },
  },
  lifecycle: {
    initial: 'open',
    states: { open: { label: 'Open' }, accepted: { label: 'Accepted', closed: true } },
    moves: {
      accept: {
        label: 'Accept',
        from: ['open'],
        to: 'accepted',
        by: [{ office: 'steward' }],
        signs: 'accepts the residual risk',
      },
      reopen: { label: 'Re-open', from: ['accepted'], to: 'open' },
    },
  },
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Concern', fields: ['title', 'remark', 'owner'] }],
});
/** Prints who signed a concern. */
const paper: DocumentDeclaration = {
  name: 'concern-paper',
  label: 'Concern',
  help: 'Who signed it.',
  subject: 'concern',
  build: ({ signatures }) => ({
    title: 'Concern',
    sections: signatures.map(({ name, statement, sequence }) => ({
      title: `Signed by ${name}`,
      blocks: [{ type: 'paragraph', text: `event ${sequence} hash ${statement}` }],
    })),
  }),
};
const signing: Discipline = {
  name: 'signing',
  label: 'Signing',
  kinds: [concern],
  commands: [],
  facts: [],
  documents: [paper],
};

let server: TestServer;
let key = '';
let steward: TestClient;
let post = '';

beforeAll(async () => {
  const registry = createRegistry([...testRegistry.disciplines, signing], RECORD_COMMANDS);
  server = await startServer({ cluster: inject('cluster'), registry });
  ({ key } = await buildProject(server));
  steward = await joinedAs(server, 'manager', key, 'Stella Steward');
  post = await createRecord(server.owner, key, 'post', { title: 'steward', owner: steward.account.id });
});
afterAll(() => server.close());

const open = (fields: object = {}) => createRecord(server.owner, key, 'concern', { title: 'Wrong dose', ...fields });
const accept = (id: string) => ({ id, move: 'accept' });
const sign = (id: string, client = steward, more: Parameters<TestClient['sign']>[3] = {}) =>
  client.sign(key, 'record.move', accept(id), more);
const statementOf = async (client: TestClient, id: string): Promise<Statement> => {
  const path = `/projects/${key}/commands/record.move/statement`;
  const { body } = await client.request('POST', path, { input: accept(id) });
  return z.object({ statement: statementSchema }).parse(body).statement;
};
const prove = async (client: TestClient, showing: object = { password: PASSWORD }): Promise<string> =>
  z.object({ proof: z.string() }).parse((await client.request('POST', '/identity/reauthenticate', showing)).body).proof;
const historyOf = async (client: TestClient, id: string) =>
  (await client.read(z.object({ events: z.array(historyEntry) }), `/projects/${key}/record/${id}/history`)).events;
const stateOf = async (id: string): Promise<string> => {
  const shape = z.object({ record: z.object({ state: z.string() }) });
  return (await server.owner.read(shape, `/projects/${key}/record/${id}`)).record.state;
};
const proofOf = async (id: string) => {
  const sequence = (await historyOf(server.owner, id)).find((one) => one.signature)?.sequence ?? 0;
  return (await server.owner.request('GET', `/projects/${key}/ledger/events/${sequence}/proof`)).body;
};

describe('what has to be signed', () => {
  test('is refused without a signature, and nothing is written', async () => {
    const id = await open();
    const answer = await steward.attempt(key, 'record.move', accept(id));
    expect(answer).toMatchObject({ status: 428, body: { code: 'UNSIGNED' } });
    expect(await steward.attempt(key, 'record.edit', { records: [accept(id)] })).toMatchObject({ status: 428 });
    expect(await stateOf(id)).toBe('open');
  });

  test('is stated from the records for whoever may do it, and changes nothing', async () => {
    const id = await open({ remark: 'Accepted in the pilot', owner: steward.account.id });
    const statement = await statementOf(steward, id);
    expect(statement).toMatchObject({
      command: 'record.move',
      meaning: 'accepts the residual risk',
      title: expect.stringMatching(/^Accept: CNC-\d+ Wrong dose$/),
      lines: [
        { label: 'State', text: 'Open → Accepted' },
        { label: 'Remark', text: 'Accepted in the pilot' },
        { label: 'Owner', account: steward.account.id },
      ],
      rests: [{ id, version: 1 }],
    });
    expect((await server.owner.sign(key, 'record.move', accept(id))).status).toBe(403);
    expect(await stateOf(id)).toBe('open');
  });

  test('needs no signature for another move, and takes none', async () => {
    const id = await open();
    expect((await sign(id)).status).toBe(200);
    const path = `/projects/${key}/commands/record.move/statement`;
    const reopen = { id, move: 'reopen' };
    expect((await steward.request('POST', path, { input: reopen })).body).toEqual({ statement: null });
    const signed = { statement: await statementOf(steward, await open()), proof: await prove(steward) };
    expect(await steward.attempt(key, 'record.move', reopen, { signing: signed })).toMatchObject({ status: 400 });
    expect((await steward.attempt(key, 'record.move', reopen)).status).toBe(200);
  });

  test('is signed one by one and with nothing changed along with it', async () => {
    const records = [accept(await open()), accept(await open())];
    expect(await steward.attempt(key, 'record.edit', { records })).toMatchObject({ status: 422 });
    const [one] = records;
    const changed = { records: [{ ...one, fields: { remark: 'x' } }] };
    expect(await steward.attempt(key, 'record.edit', changed)).toMatchObject({ status: 422 });
    expect((await steward.sign(key, 'record.edit', { records: [one] })).status).toBe(200);
  });
});

describe('a signature', () => {
  test('names who, when, what it means, how it was shown and by which right, in history and in the proof', async () => {
    const id = await open();
    expect((await sign(id)).status).toBe(200);
    expect(await stateOf(id)).toBe('accepted');
    const [event] = await historyOf(server.owner, id);
    const signature = signatureSchema.parse(event?.signature);
    const statement = statementSchema.parse(event?.statement);
    expect(signature).toMatchObject({
      name: 'Stella Steward',
      account: steward.account.id,
      signed: event?.recorded,
      meaning: 'accepts the residual risk',
      factor: 'password',
      roles: ['manager'],
      offices: ['steward'],
      statement: statementHash(statement),
    });
    expect(event?.values).not.toHaveProperty('spine:signature');
    expect(statement.lines).toContainEqual({ label: 'State', text: 'Open → Accepted' });
    expect(await verifyLedger(server.installation.pool)).toMatchObject({ ok: true });

    const document = z.looseObject({ values: z.record(z.string(), z.json()) }).parse(await proofOf(id));
    const step = verifyProof(document).steps.find(({ name }) => name === 'person-signature');
    expect(step).toMatchObject({ ok: true, detail: expect.stringContaining('Signed by Stella Steward') });
    expect(step?.detail).toContain('without a second factor');
    expect(step?.detail).toContain('has the hash that was signed');
    const hidden = Object.fromEntries(Object.entries(document.values).filter(([name]) => name !== 'spine:statement'));
    expect(verifyProof({ ...document, values: hidden })).toMatchObject({ ok: true });
  });

  test('is printed on a document about the record', async () => {
    const id = await open();
    const print = async (): Promise<string> => {
      const request = { document: 'concern-paper', subject: id, format: 'html' };
      const asked = await server.owner.request('POST', `/projects/${key}/documents`, request);
      const job = await reach(server.owner, jobView.parse(asked.body).id, 'done');
      const headers = { cookie: server.owner.cookie };
      return (await fetch(`${server.address}${jobFilePath(job.id)}`, { headers })).text();
    };
    expect(await print()).not.toContain('Signed by');
    await sign(id);
    const [event] = await historyOf(server.owner, id);
    const printed = await print();
    expect(printed).toContain('Signed by Stella Steward');
    expect(printed).toContain(`event ${event?.sequence} hash ${event?.signature?.statement}`);
  });

  test('shows what was signed only to those who see all of it', async () => {
    const id = await open();
    const partner = await joinedAs(server, 'partner', key, 'Pat Partner');
    await server.owner.command(key, 'record.share', { id, person: partner.account.id });
    await sign(id);
    const [seen] = await historyOf(partner, id);
    expect(seen).toMatchObject({ signature: { name: 'Stella Steward' }, statement: null });
    expect((await historyOf(server.reader, id))[0]?.signature).toMatchObject({ name: 'Stella Steward' });
  });

  test('asks for the second factor where there is one, says so, and takes each code once', async () => {
    const { pool } = server.installation;
    const proof = await prove(steward);
    const begun = await steward.request('POST', '/identity/authenticator', { proof });
    const { secret } = z.object({ secret: z.string() }).parse(begun.body);
    // One code all through, as the next one may come at any moment; it is good for a step more.
    const code = totpCode(secret, stepAt(new Date()));
    await steward.request('POST', '/identity/authenticator/confirm', { code });
    const id = await open();
    expect(await sign(id)).toMatchObject({ status: 403 });
    // The code that confirmed it was used.
    expect(await sign(id, steward, { showing: { code } })).toMatchObject({ status: 403 });
    await pool.query('update second_factor set last_step = 0');
    const showing = { code };
    expect((await sign(id, steward, { showing })).status).toBe(200);
    expect((await historyOf(server.owner, id))[0]?.signature).toMatchObject({ factor: 'code' });
    expect(await sign(await open(), steward, { showing })).toMatchObject({ status: 403 });
    await pool.query('delete from second_factor');
  });

  test('cannot be given twice with one proof, with somebody else’s, or by a token', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    const proof = await prove(steward);
    const attempt = async (client: TestClient, id: string, shown: string) =>
      client.attempt(key, 'record.move', accept(id), {
        signing: { statement: await statementOf(steward, id), proof: shown },
      });
    expect((await attempt(steward, first, proof)).status).toBe(200);
    expect((await attempt(steward, second, proof)).status).toBe(403);
    expect((await attempt(steward, second, await prove(server.owner))).status).toBe(403);
    expect(await stateOf(second)).toBe('open');

    const made = await steward.request('POST', '/identity/tokens', {
      name: 'Robot',
      readOnly: false,
      days: 1,
      proof: await prove(steward),
    });
    const authorization = `Bearer ${z.object({ token: z.string() }).parse(made.body).token}`;
    const sent = {
      input: accept(third),
      signing: { statement: await statementOf(steward, third), proof: await prove(steward) },
    };
    const path = `/projects/${key}/commands/record.move`;
    const answer = await createClient(server.address).request('POST', path, sent, { authorization });
    expect(answer).toMatchObject({ status: 403, body: { message: expect.stringContaining('A token cannot') } });
    expect(await stateOf(third)).toBe('open');
  });

  test('by an office counts while the office is held, and not a moment longer', async () => {
    const id = await open();
    const signed = { statement: await statementOf(steward, id), proof: await prove(steward) };
    await server.owner.command(key, 'record.withdraw', { id: post });
    expect((await steward.attempt(key, 'record.move', accept(id), { signing: signed })).status).toBe(403);
    await server.owner.command(key, 'record.restore', { id: post });
    expect((await steward.attempt(key, 'record.move', accept(id), { signing: signed })).status).toBe(200);
  });
});

describe('what was shown', () => {
  test('and is no longer so is refused with what changed; signed again as it is now, it holds', async () => {
    const id = await open({ remark: 'Rare' });
    const signed = { statement: await statementOf(steward, id), proof: await prove(steward) };
    await server.owner.command(key, 'record.update', { id, fields: { remark: 'Frequent' } });
    const refused = await steward.attempt(key, 'record.move', accept(id), { signing: signed });
    expect(refused).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
    const { message } = z.looseObject({ message: z.string() }).parse(refused.body);
    expect(message).toContain('“Remark” was Rare and is Frequent now.');
    expect(message).toMatch(/CNC-\d+ was changed meanwhile/);
    expect(await stateOf(id)).toBe('open');
    const again = { ...signed, statement: await statementOf(steward, id) };
    expect((await steward.attempt(key, 'record.move', accept(id), { signing: again })).status).toBe(200);
  });

  test('cannot be made up by whoever sends it, nor be that of another act', async () => {
    const [id, other] = [await open({ remark: 'One' }), await open({ remark: 'Two' })];
    const statement = await statementOf(steward, id);
    const forged = { ...statement, lines: [{ label: 'State', text: 'Open → Accepted' }] };
    for (const shown of [forged, await statementOf(steward, other), { ...statement, command: 'record.edit' }]) {
      const signed = { statement: shown, proof: await prove(steward) };
      const answer = await steward.attempt(key, 'record.move', accept(id), { signing: signed });
      expect([400, 409]).toContain(answer.status);
    }
    expect(await stateOf(id)).toBe('open');
  });

  test('is erased with the words in it, and the signature stays and verifies', async () => {
    const id = await open({ remark: 'Told by Zacharias Plum' });
    await sign(id);
    const words = { words: 'Zacharias' };
    const found = await server.owner.request('POST', `/projects/${key}/redactions/find`, words);
    const { places } = redactionPlaces.parse(found.body);
    expect(places).toMatchObject([
      { record: id, field: 'remark' },
      { record: id, field: 'spine:statement', label: 'What was signed' },
    ]);
    const asked = await server.owner.command(key, 'redaction.ask', {
      reason: 'patient',
      places: places.map(({ record, field }) => ({ record, field })),
    });
    const { id: redaction } = z.object({ id: z.string() }).parse(asked.result);
    expect((await steward.attempt(key, 'redaction.approve', { id: redaction })).status).toBe(428);
    expect((await steward.sign(key, 'redaction.approve', { id: redaction })).status).toBe(200);
    expect(await placesOf(server.installation.pool, 'Zacharias')).toEqual([]);
    expect(await verifyLedger(server.installation.pool)).toMatchObject({ ok: true });
    const entry = (await historyOf(server.owner, id)).find((one) => one.signature);
    expect(entry).toMatchObject({ signature: { name: 'Stella Steward' }, statement: null });
    expect(verifyProof(await proofOf(id))).toMatchObject({ ok: true });
    const approved = (await historyOf(server.owner, redaction))[0];
    expect(approved?.signature).toMatchObject({ meaning: 'approves the redaction' });
    expect(approved?.statement?.lines).toContainEqual({
      label: expect.stringMatching(/^CNC-/),
      text: 'Remark, What was signed',
    });
  });
});

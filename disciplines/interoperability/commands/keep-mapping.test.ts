import {
  CODES_FORMAT,
  type CodeMapping,
  deriveProfile,
  MAPPING_FORMAT,
  type MapRow,
  readHl7,
  writeCodes,
  writeMapping,
  writeProfile,
} from '@callosum/hl7v2';
import { testMoment } from '@callosum/kernel/testing';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mappingView } from '../index.ts';
import { mapping } from '../kinds/mapping.ts';
import { interfaceScope, registry } from '../testing/scope.ts';

const countOf = (result: unknown) => z.looseObject({ inUse: z.number() }).parse(result);

const ANN = '018f0000-0000-7000-8000-000000000001';
const BOB = '018f0000-0000-7000-8000-000000000002';

const admission = (more: string): string =>
  ['MSH|^~\\&|A|W|B|E|2026||ADT^A01^ADT_A01|1|P|2.5.1', `PID|1||12^^^A||Doe^Jane${more}`, ''].join('\r');
/** The source fills PID-8, and in its samples PID-3 and PID-5 as the target does. */
const SENT = admission('|||F');
const source = writeProfile(await deriveProfile(readHl7(SENT).messages, 'Lab'));
const target = writeProfile(await deriveProfile(readHl7(admission('')).messages, 'EHR'));
const row = (to: string, more: Partial<MapRow> = {}): MapRow => ({
  to,
  from: [to],
  rule: { kind: 'copy' },
  status: 'agreed',
  ...more,
});
const rows = (...all: MapRow[]): string => writeMapping({ format: MAPPING_FORMAT, rows: all });

/** Two profiles in full with a mapping that was begun between them, and a place for files. */
function twoEnds() {
  const scope = interfaceScope();
  const texts = new Map<string, string>();
  const attach = (id: string, name: string, text: string): string => {
    const hash = createHash('sha256').update(text).digest('hex');
    texts.set(hash, text);
    const before = scope.graph.find(id)?.fields['attachments'];
    const file = { hash, name, size: text.length, type: 'application/json' };
    const attachments = [...(Array.isArray(before) ? before : []), file];
    scope.apply([{ action: 'update', id, fields: { attachments } }]);
    return hash;
  };
  const profile = (title: string, text: string): string => {
    const id = scope.create('messageProfile', { title });
    scope.apply([{ action: 'update', id, fields: { definition: attach(id, 'profile.json', text) } }]);
    return id;
  };
  const about = scope.create('interface', { title: 'Results' });
  const ends = { source: profile('Lab', source), target: profile('EHR', target) };
  for (const id of Object.values(ends)) scope.link('messageProfile.of', id, about);
  const begin = () => scope.run('mapping.begin', { ...ends, owner: ANN });
  const standing = () => [...scope.graph.all(mapping)].at(0)?.id ?? expect.fail('no mapping');
  const model = () => mappingView.build({ graph: scope.graph, at: testMoment('2027-03-01'), registry }, {});
  const keep = (id: string, file?: string, command = 'mapping.keep') =>
    scope.runWithFiles(command, { id, ...(file === undefined ? {} : { file }) }, texts);
  return { scope, about, ...ends, begin, standing, model, attach, keep, texts };
}

describe('a mapping between two profiles', () => {
  test('is begun once, for the interfaces that they describe', () => {
    const { scope, about, begin, standing, model, source: from, attach } = twoEnds();
    const samples = attach(from, 'samples.hl7', SENT);
    begin();
    expect(scope.graph.out(standing(), 'mapping.for').map(({ to }) => to)).toEqual([about]);
    expect(begin).toThrow('MPG-1 maps the one to the other');
    const endpoint = scope.create('testEndpoint', { title: 'Trial', received: 3 });
    scope.link('testEndpoint.of', endpoint, about);
    expect(model().mappings).toMatchObject([
      {
        title: 'Lab → EHR',
        source: { title: 'Lab' },
        target: { title: 'EHR' },
        samples: { record: from, file: samples },
        endpoints: [{ id: endpoint, received: 3 }],
        codeMaps: [],
      },
    ]);
    expect(() => scope.run('mapping.begin', { source: standing(), target: standing() })).toThrow('is not there');
  });

  test('is said by one of its files, and counted in it and in the two profiles, whoever keeps it', async () => {
    const { scope, begin, standing, model, attach, keep } = twoEnds();
    begin();
    const id = standing();
    await expect(keep(id)).rejects.toThrow('The file is not attached to it.');
    const drop = row('PID-8', { from: [], rule: { kind: 'drop', reason: 'not needed' } });
    const none = (await keep(id, attach(id, 'mapping.json', rows()))).result;
    const some = (
      await keep(id, attach(id, 'mapping.json', rows(row('PID-3'), row('PID-5', { status: 'proposed' }), drop)))
    ).result;
    const inUse = countOf(none).inUse;
    expect(none).toEqual({ inUse, mapped: 0, leftBehind: 0, countedMessages: 0 });
    expect(some).toEqual({ inUse, mapped: 1, leftBehind: 1, countedMessages: 0 });
    expect(scope.graph.find(id)?.fields).toMatchObject({ inUse, mapped: 1, leftBehind: 1, counting: 'files' });
    expect(model().mappings[0]).toMatchObject({ counted: { how: 'counted', inUse, mapped: 1, left: 1, messages: 0 } });
  });

  test('counts what the messages kept with the source fill, and is counted anew when there are others', async () => {
    const { source: from, begin, standing, model, attach, keep } = twoEnds();
    begin();
    const id = standing();
    const file = attach(id, 'mapping.json', rows(row('PID-3')));
    const before = countOf((await keep(id, file)).result);
    attach(from, 'samples.hl7', `${SENT}${admission('|||M||X')}`);
    expect(model().mappings[0]?.counted?.how).toBe('changed');
    const after = countOf((await keep(id)).result);
    expect(after).toMatchObject({ countedMessages: 2, inUse: before.inUse });
    expect(model().mappings[0]?.counted?.how).toBe('counted');
  });

  test('is not kept from a file that is none, nor without two profiles in full', async () => {
    const { scope, begin, standing, source: from, attach, keep } = twoEnds();
    begin();
    const id = standing();
    const broken = attach(id, 'mapping.json', rows().replace('[]', '[{}]'));
    await expect(keep(id, broken)).rejects.toThrow(/At rows\.0\./);
    const good = attach(id, 'mapping.json', rows(row('PID-3')));
    scope.apply([{ action: 'update', id: from, fields: { definition: null } }]);
    await expect(keep(id, good)).rejects.toThrow('no two profiles in full');
    expect(scope.graph.find(id)?.fields['definition']).toBeUndefined();
    expect(() => scope.run('mapping.keep', { id, file: good })).toThrow('not read');
  });

  test('stays as it was approved, and may be counted again as it is', async () => {
    const { scope, begin, standing, attach, keep } = twoEnds();
    begin();
    const id = standing();
    const file = attach(id, 'mapping.json', rows(row('PID-3')));
    await keep(id, file);
    const fields = { reviewer: BOB, counting: 'typed', inUse: 90, mapped: 90 };
    scope.apply([{ action: 'update', id, fields, state: 'approved' }]);
    const other = attach(id, 'mapping.json', rows(row('PID-5')));
    await expect(keep(id, other)).rejects.toThrow('approved as it is');
    await keep(id);
    expect(scope.graph.find(id)?.fields).toMatchObject({ definition: file, counting: 'files', mapped: 1 });
  });

  test('is looked at again by whoever keeps it, with its profiles and code maps as they are; not where it was approved', async () => {
    const { scope, begin, standing, model, attach, keep, source: from } = twoEnds();
    begin();
    const id = standing();
    const file = attach(id, 'mapping.json', rows(row('PID-3')));
    await keep(id, file);
    scope.apply([{ action: 'update', id: from, fields: { revision: '2' } }]);
    expect(model().mappings[0]?.toReview).toBe(true);
    await keep(id);
    expect(model().mappings[0]?.toReview).toBeUndefined();
    scope.apply([
      { action: 'update', id: from, fields: { revision: '3' } },
      { action: 'update', id, fields: { reviewer: BOB }, state: 'approved' },
    ]);
    await keep(id);
    expect(model().mappings[0]?.toReview).toBe(true);
  });

  test('is counted by nobody whose files change while it is decided', async () => {
    const { scope, begin, standing, source: from, attach, texts } = twoEnds();
    begin();
    const id = standing();
    const file = attach(id, 'mapping.json', rows());
    const command = registry.commands.get('mapping.keep');
    const decide = await command?.fromFiles?.(scope.graph, { id, file }, async (_, hash) => texts.get(hash) ?? '');
    attach(from, 'samples.hl7', SENT);
    const context = { actor: { account: ANN, roles: ['owner'] as const, offices: [] }, at: testMoment('2027-03-01') };
    const decided = decide?.(scope.graph, { id, file }, { ...context, registry, newId: () => '' });
    expect(decided).toMatchObject({ problems: [{ message: expect.stringContaining('changed just now') }] });
  });
});

describe('a code map', () => {
  const map = (more: Partial<CodeMapping> = {}): string =>
    writeCodes({
      format: CODES_FORMAT,
      entries: [
        { from: 'NA', to: '2951-2', critical: true },
        { from: 'K', critical: true },
        { from: 'GLU', to: '2345-7' },
        { from: 'OLD', to: '1-8' },
      ],
      ...more,
    });
  const seen = ['NA', 'GLU', 'CL'].map((value) => ({ value, text: '', count: 5 }));

  test('is counted in its file: codes that were seen, and critical ones however rare', async () => {
    const { scope, begin, standing, attach, keep, model } = twoEnds();
    begin();
    const id = scope.create('codeMap', { title: 'Tests' });
    scope.link('mapping.uses', standing(), id);
    const kept = async (text: string) => (await keep(id, attach(id, 'codes.json', text), 'codeMap.keep')).result;
    expect(await kept(map())).toEqual({ codes: 4, mapped: 3, critical: 2, criticalMapped: 1, countedMessages: 0 });
    expect(await kept(map({ seen }))).toMatchObject({ codes: 4, mapped: 2, critical: 2, criticalMapped: 1 });
    expect(scope.graph.find(id)?.fields).toMatchObject({ codes: 4, mapped: 2, counting: 'files' });
    // Nobody has said that no code is critical, and then somebody has.
    expect(await kept(map({ entries: [], seen }))).toMatchObject({ codes: 3, critical: null });
    expect(scope.graph.find(id)?.fields['critical']).toBeUndefined();
    expect(await kept(map({ entries: [], seen, noneCritical: true }))).toMatchObject({ critical: 0 });
    expect(model().mappings[0]?.codeMaps).toMatchObject([{ title: 'Tests' }]);
    await expect(kept(map({ noneCritical: true }))).rejects.toThrow('is critical, and the map says that no code is');
    await expect(keep(standing(), undefined, 'codeMap.keep')).rejects.toThrow('not there');
  });

  test('has in use what the kept messages hold, whatever its file says was seen, and is counted again with the mapping', async () => {
    const { scope, source: from, begin, standing, attach, keep, model } = twoEnds();
    begin();
    const id = scope.create('codeMap', { title: 'Sexes' });
    scope.link('mapping.uses', standing(), id);
    attach(from, 'samples.hl7', SENT + admission('|||F') + admission('|||U'));
    const by = (to: string) => row(to, { rule: { kind: 'codes', map: id, otherwise: 'hold' } });
    const keepRows = (...all: MapRow[]) => keep(standing(), attach(standing(), 'mapping.json', rows(...all)));
    await keepRows(by('PID-8'));
    const codes = map({ entries: [{ from: 'F', to: '2', critical: true }], seen: [] });
    const { result } = await keep(id, attach(id, 'codes.json', codes), 'codeMap.keep');
    expect(result).toMatchObject({ codes: 2, mapped: 1, critical: 1, countedMessages: 3 });
    const counted = () => model().mappings[0]?.codeMaps[0]?.counted;
    expect(counted()).toEqual({ how: 'counted', codes: 2, mapped: 1, messages: 3 });
    attach(from, 'samples.hl7', SENT + admission('|||M') + admission('|||U') + admission('|||O'));
    expect(counted()?.how).toBe('changed');
    await keepRows(by('PID-8'), row('PID-3'));
    expect(counted()).toEqual({ how: 'counted', codes: 4, mapped: 1, messages: 4 });
    // No place goes by it any more: what is critical stays in use.
    await keepRows(row('PID-8'));
    expect(counted()).toMatchObject({ how: 'counted', codes: 1, messages: 0 });
  });
});

import { checkMessage, loadStandard, messageOf, type Predicate, readProfile, writeProfile } from '@callosum/hl7v2';
import { describe, expect, test } from 'vitest';
import {
  edited,
  type ElementEdit,
  faultOf,
  faultsOf,
  fieldKey,
  NO_EDITS,
  nodeKey,
  type ProfileEdits,
} from './profile-edits.ts';
import { conditionText, type ElementLine, fieldsOf, partsOf, structureOf, usageText } from './profile-lines.ts';

describe('a profile as lines', () => {
  test('shows structure and fields, and takes edits without touching the rest', async () => {
    const standard = await loadStandard('2.5.1');
    const at = standard.messages.findIndex(({ id }) => id === 'ADT_A01');
    expect(structureOf(standard, at)[0]).toMatchObject({ name: 'MSH', usage: { code: 'R' }, min: 1, max: 1, depth: 0 });
    expect(structureOf(standard, at).some(({ group, depth }) => !group && depth === 1)).toBe(true);

    const changed = edited(standard, {
      ...NO_EDITS,
      fields: {
        [fieldKey('PID', 8)]: { usage: 'R', min: 1, maxLength: 2, table: '0002', note: 'as in the passport' },
        [fieldKey('PID', 3)]: { maxLength: null },
      },
    });
    const pid = changed.segments['PID'] ?? expect.fail('no PID');
    const lines = fieldsOf(pid, changed);
    expect(lines[7]).toMatchObject({
      usage: { code: 'R' },
      min: 1,
      maxLength: 2,
      tables: ['0002'],
      note: 'as in the passport',
    });
    expect(lines[2]?.maxLength).toBeUndefined();
    expect(lines[2]?.datatype).toBe('CX');
    expect({ ...changed, segments: { ...changed.segments, PID: standard.segments['PID'] } }).toEqual(standard);
  });

  test('takes usage and number of segments and groups, each at its own place', async () => {
    const standard = await loadStandard('2.5.1');
    const at = standard.messages.findIndex(({ id }) => id === 'ADT_A01');
    const find = (name: string) => structureOf(standard, at).find((line) => line.name === name) ?? expect.fail(name);
    const [obx, inner] = [find('OBX'), structureOf(standard, at).find(({ depth }) => depth === 1)];
    if (!inner) throw new Error('ADT_A01 has a group');
    const edits: ProfileEdits = {
      ...NO_EDITS,
      nodes: {
        [nodeKey(at, obx.place)]: { usage: 'R', min: 1, max: 5, note: 'height and weight' },
        [nodeKey(at, inner.place)]: { usage: 'X', min: 0, max: 0 },
      },
    };
    const changed = edited(standard, edits);
    expect(faultsOf(standard, edits)).toEqual([]);
    const turned = structureOf(changed, at).filter((line, index) => {
      const before = structureOf(standard, at)[index];
      // Beside every line stand the others.
      return JSON.stringify({ ...line, stand: 0 }) !== JSON.stringify({ ...before, stand: 0 });
    });
    expect(turned).toMatchObject([
      { name: 'OBX', usage: { code: 'R' }, min: 1, max: 5, note: 'height and weight' },
      { name: inner.name, usage: { code: 'X' }, min: 0, max: 0 },
    ]);
    expect(changed.messages.filter((_, index) => index !== at)).toEqual(
      standard.messages.filter((_, index) => index !== at),
    );
    expect(changed.segments).toEqual(standard.segments);
    // A note goes along in the file that is kept, and is taken away again.
    const read = readProfile(writeProfile(changed));
    const kept = read.ok ? read.value : expect.fail('not read');
    expect(structureOf(kept, at)).toEqual(structureOf(changed, at));
    const bare = edited(kept, { ...NO_EDITS, nodes: { [nodeKey(at, obx.place)]: { note: null } } });
    expect(structureOf(bare, at).filter(({ note }) => note !== undefined)).toEqual([]);
    expect(faultsOf(standard, { ...NO_EDITS, nodes: { [nodeKey(at, obx.place)]: { min: 3, max: 2 } } })).toEqual([
      { path: 'OBX', fault: 'order' },
    ]);
  });

  test('refuses what cannot be', async () => {
    const standard = await loadStandard('2.5.1');
    const [, , line] = fieldsOf(standard.segments['PID'] ?? expect.fail('no PID'), standard);
    if (!line) throw new Error('no line');
    expect(faultOf(line, { min: 3, max: 2 })).toEqual({ fault: 'order' });
    expect(faultOf(line, { usage: 'R', min: 0, max: 0 })).toEqual({ fault: 'required' });
    expect(faultOf(line, { usage: 'X', min: 1 })).toEqual({ fault: 'unused' });
    expect(faultOf(line, { usage: 'R', min: 1, max: null })).toBeUndefined();
  });

  test('takes components and subcomponents, each of its own field alone', async () => {
    const standard = await loadStandard('2.5.1');
    const changed = edited(standard, {
      ...NO_EDITS,
      fields: {
        [fieldKey('PID', '3.1')]: { usage: 'R', maxLength: 12, note: 'as the registry gives it' },
        [fieldKey('PID', '3.4.1')]: { constant: 'WEST' },
        [fieldKey('PID', 5)]: { note: 'one name' },
      },
    });
    const pid = changed.segments['PID'] ?? expect.fail('no PID');
    const [, , identifier, alternate] = fieldsOf(pid, changed);
    if (!identifier || !alternate) throw new Error('PID has identifiers');
    expect(identifier.datatype).toBe('CX');
    const parts = partsOf(identifier, changed);
    expect(parts[0]).toMatchObject({
      path: 'PID-3.1',
      usage: { code: 'R' },
      maxLength: 12,
      note: 'as the registry gives it',
    });
    expect(partsOf(parts[3] ?? expect.fail('no authority'), changed)[0]).toMatchObject({
      path: 'PID-3.4.1',
      constant: 'WEST',
      depth: 2,
      parts: [],
    });
    // The alternate identifier is a CX as well.
    const before = fieldsOf(standard.segments['PID'] ?? expect.fail('no PID'), standard)[3] ?? expect.fail('no PID-4');
    expect(partsOf(alternate, changed)).toEqual(partsOf(before, standard));
    expect(Object.keys(changed.datatypes).filter((name) => !standard.datatypes[name])).toEqual([
      'HD of PID-3.4',
      'CX of PID-3',
    ]);
    // Changed once more, it stays the type of the field.
    const again = edited(changed, { ...NO_EDITS, fields: { [fieldKey('PID', '3.4.2')]: { usage: 'X' } } });
    expect(Object.keys(again.datatypes)).toEqual(Object.keys(changed.datatypes));
    expect(readProfile(writeProfile(again))).toEqual({ ok: true, value: again });
  });

  test('takes conditions of fields, components, segments and groups', async () => {
    const standard = await loadStandard('2.5.1');
    const at = standard.messages.findIndex(({ id }) => id === 'ADT_A01');
    const allergies = structureOf(standard, at).find(({ name }) => name === 'AL1') ?? expect.fail('no AL1');
    const edits: ProfileEdits = {
      ...NO_EDITS,
      fields: {
        [fieldKey('PV1', 4)]: { usage: 'C', predicate: asks('PV1-2', ['I', 'E']) },
        [fieldKey('PV1', '3.4')]: { usage: 'CE', whenFalse: 'O', predicate: asks('PV1-3.1', ['2NE']) },
      },
      nodes: { [nodeKey(at, allergies.place)]: { usage: 'C', whenTrue: 'RE', predicate: asks('PID-8', ['F']) } },
    };
    expect(faultsOf(standard, edits)).toEqual([]);
    const changed = edited(standard, edits);
    const [, , place, kind] = fieldsOf(changed.segments['PV1'] ?? expect.fail('no PV1'), changed);
    const told = ({ usage }: Pick<ElementLine, 'usage'>): string => `${usageText(usage)} ${conditionText(usage)}`;
    expect(kind && told(kind)).toBe('C(R/X) PV1-2 is one of I, E');
    expect(place && partsOf(place, changed).map((part) => told(part))[3]).toBe('CE(RE/O) PV1-3.1 is 2NE');
    expect(told(structureOf(changed, at).find(({ name }) => name === 'AL1') ?? expect.fail('no AL1'))).toBe(
      'C(RE/X) PID-8 is F',
    );
    // Another usage takes the condition along; one side of it alone keeps it.
    const sided = edited(changed, { ...NO_EDITS, fields: { [fieldKey('PV1', 4)]: { whenTrue: 'O' } } });
    expect(sided.segments['PV1']?.fields[3]?.usage).toEqual({ ...kind?.usage, whenTrue: 'O' });
    const plain = edited(changed, { ...NO_EDITS, fields: { [fieldKey('PV1', 4)]: { usage: 'O' } } });
    expect(plain.segments['PV1']?.fields[3]?.usage).toEqual({ code: 'O' });
  });

  test('takes codes of tables, and makes tables', async () => {
    const standard = await loadStandard('2.5.1');
    const sex = standard.tables['0001'] ?? expect.fail('no table');
    const changed = edited(standard, {
      ...NO_EDITS,
      fields: { [fieldKey('PID', 8)]: { table: 'SEX', strength: 'R' } },
      tables: {
        '0001': { codes: sex.codes.map((code) => (code.value === 'A' ? { ...code, excluded: true } : code)) },
        SEX: { codes: [{ value: 'X', text: 'diverse' }] },
      },
    });
    expect(changed.tables['0001']).toEqual({
      ...sex,
      codes: sex.codes.map((code) => (code.value === 'A' ? { ...code, excluded: true } : code)),
    });
    expect(changed.tables['SEX']).toEqual({
      name: 'SEX',
      description: '',
      extensible: false,
      codes: [{ value: 'X', text: 'diverse' }],
    });
    const message = messageOf(
      'MSH|^~\\&|HIS|W|E|E|20260102||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||20260102\rPID|1||1^^^W^MR||Doe|||F\rPV1|1|I',
    );
    const { findings } = await checkMessage(message ?? expect.fail('no message'), changed);
    expect(findings.filter(({ against, path }) => against === 'profile' && path === 'PID-8')).toMatchObject([
      { code: 'code-unknown', severity: 'error' },
    ]);
  });

  test('names the line of a condition that cannot be', async () => {
    const standard = await loadStandard('2.5.1');
    const faults = (edit: ElementEdit) => faultsOf(standard, { ...NO_EDITS, fields: { [fieldKey('PV1', 4)]: edit } });
    expect(faults({ usage: 'C', predicate: asks('PID-8', ['F']) })).toEqual([
      { path: 'PV1-4', fault: 'place', line: 1 },
    ]);
    expect(faults({ usage: 'C', predicate: asks('PV1-2', []) })).toEqual([{ path: 'PV1-4', fault: 'values', line: 1 }]);
    expect(faults({ usage: 'C', whenTrue: 'R' })).toEqual([{ path: 'PV1-4', fault: 'lines' }]);
    // Somebody who chose another usage need not mend what he typed for this one.
    expect(faults({ usage: 'O', predicate: asks('', []) })).toEqual([]);
  });
});

const asks = (place: string, values: readonly string[]): Predicate => ({
  join: 'all',
  lines: [{ place, test: 'oneOf', values }],
});

import { Refusal } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { interfaceScope } from '../testing/scope.ts';

const FILE = { hash: 'a'.repeat(64), name: 'profile.json', size: 10, type: 'application/json' };

test('a profile is said by one of the files attached to it, and by no other', () => {
  const scope = interfaceScope();
  const profile = scope.create('messageProfile', { title: 'Results, as sent' });
  const keep = (file: string) => scope.run('messageProfile.keep', { id: profile, file, structure: 'ORU_R01' });
  expect(() => keep(FILE.hash)).toThrow(Refusal);
  scope.apply([{ action: 'update', id: profile, fields: { attachments: [FILE, { ...FILE, hash: 'b'.repeat(64) }] } }]);
  keep(FILE.hash);
  expect(scope.graph.find(profile)?.fields).toMatchObject({ definition: FILE.hash, structure: 'ORU_R01' });
  keep('b'.repeat(64));
  expect(scope.graph.find(profile)?.fields['definition']).toBe('b'.repeat(64));
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { disciplines, registry } from '../composition.ts';
import { fieldTypesPage } from '../field-types.ts';
import { referenceOf } from '../reference.ts';

test.each(disciplines)('the reference of $name says what is declared; “npm run reference” writes it', async (one) => {
  const written = await readFile(new URL(`../../docs/reference/${one.name}.md`, import.meta.url), 'utf8');
  expect(written).toBe(referenceOf(one, registry));
});

test('the page of field types has each of them as the kernel does it; “npm run reference” writes it', async () => {
  const written = await readFile(new URL('../../docs/field-types.md', import.meta.url), 'utf8');
  expect(written).toBe(fieldTypesPage());
});

test('every kind and every fact says what it is for, in sentences', () => {
  const short = [...registry.kinds.values(), ...registry.facts.values()].filter(
    ({ help }) => !/^[A-Z“].{15,}\.$/s.test(help),
  );
  expect(short.map(({ name }) => name)).toEqual([]);
});

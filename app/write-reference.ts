import { mkdir, writeFile } from 'node:fs/promises';
import { registry } from './composition.ts';
import { fieldTypesPage } from './field-types.ts';
import { referenceOf } from './reference.ts';

const folder = new URL('../docs/reference/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const discipline of registry.disciplines) {
  await writeFile(new URL(`${discipline.name}.md`, folder), referenceOf(discipline, registry));
}
await writeFile(new URL('../docs/field-types.md', import.meta.url), fieldTypesPage());

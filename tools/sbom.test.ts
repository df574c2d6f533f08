import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const component = z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string(), purl: z.string() });
const bill = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component }),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
  components: z.array(component.extend({ licenses: z.array(z.unknown()).optional() })),
});
const lock = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), dev: z.boolean().optional() })),
});

test('npm run sbom lists what is installed to run the product, without a network and without tools', () => {
  const text = execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8', maxBuffer: 64 * 1_048_576 });
  const { components, dependencies, metadata } = bill.parse(JSON.parse(text));
  const listed = new Set(components.map(({ purl }) => purl.replaceAll('%40', '@')));
  const { packages } = lock.parse(JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')));
  const is = (name: string): string => `pkg:npm/${name}@${packages[`node_modules/${name}`]?.version ?? 'none'}`;
  for (const name of ['fastify', 'pg', 'kysely', 'react', 'better-auth']) expect(listed).toContain(is(name));
  for (const name of ['vitest', 'oxlint', 'playwright-core', 'fast-check']) expect(listed).not.toContain(is(name));
  // What lies below a library lies in the bill as well, and nothing points at what does not.
  expect(listed).toContain(is('pino'));
  const refs = new Set([...components.map((one) => one['bom-ref']), metadata.component['bom-ref']]);
  for (const { dependsOn = [] } of dependencies) for (const ref of dependsOn) expect(refs).toContain(ref);
  const unlicensed = components.filter(({ licenses = [] }) => licenses.length === 0).map(({ name }) => name);
  // It names none in its package; its LICENSE file is MIT's.
  expect(unlicensed).toEqual(['png-js']);
});

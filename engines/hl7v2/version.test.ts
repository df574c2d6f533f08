import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ENGINE } from './version.ts';

test('the engine names its own version and that of its definitions', () => {
  const shape = z.looseObject({ version: z.string(), dependencies: z.record(z.string(), z.string()) });
  const { version, dependencies } = shape.parse(
    JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')),
  );
  expect(ENGINE).toBe(`hl7v2 ${version}, hl7-dictionary ${dependencies['hl7-dictionary'] ?? ''}`);
});

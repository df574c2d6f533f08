import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { registry } from './composition.ts';
import { planImporter } from './plan-importer.ts';

/** Version of this build. */
export const VERSION: string = readVersion();

function readVersion(): string {
  const text: unknown = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  return typeof text === 'object' && text !== null && 'version' in text ? String(text.version) : '0';
}

/** What every way in opens an installation with. */
export function installationOptions(dataDir: string, log: (line: string) => void) {
  return {
    dataDir: resolve(dataDir),
    databaseUrl: process.env.DATABASE_URL,
    registry,
    importers: [planImporter],
    version: VERSION,
    log,
  };
}

import { readFileSync } from 'node:fs';

/** Version of this build. */
export const VERSION: string = readVersion();

function readVersion(): string {
  const text: unknown = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  return typeof text === 'object' && text !== null && 'version' in text ? String(text.version) : '0';
}

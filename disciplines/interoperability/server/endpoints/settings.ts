import { refusal, say } from '@callosum/kernel';
import { readFileSync } from 'node:fs';
import type { TlsFiles } from '../mllp/tls.ts';

/** What whoever runs the installation allows. Nothing unless he says so. */
export interface EndpointSettings {
  /** 127.0.0.1 unless given. */
  readonly host: string;
  /** The first and the last port that may be opened; undefined when none may. */
  readonly ports: readonly [first: number, last: number] | undefined;
  /** Listeners elsewhere that test messages may be sent to, as host:port. */
  readonly targets: readonly string[];
  readonly tls?: TlsFiles;
}

/**
 * Reads `CALLOSUM_MLLP_PORTS` (“2575” or “2575-2584”), `CALLOSUM_MLLP_HOST`, `CALLOSUM_MLLP_TARGETS` (host:port, separated by commas), and for TLS the files `CALLOSUM_MLLP_CERT`, `CALLOSUM_MLLP_KEY` and
 * `CALLOSUM_MLLP_CA`.
 * @throws Refusal that names the variable.
 */
export function endpointSettings(environment: Readonly<Record<string, string | undefined>>): EndpointSettings {
  const host = environment['CALLOSUM_MLLP_HOST'] || '127.0.0.1';
  const ports = portsOf(environment['CALLOSUM_MLLP_PORTS']);
  const targets = (environment['CALLOSUM_MLLP_TARGETS'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const pem = (name: string): string | undefined => {
    const path = environment[`CALLOSUM_MLLP_${name}`];
    return path ? readFileSync(path, 'utf8') : undefined;
  };
  const [cert, key, ca] = [pem('CERT'), pem('KEY'), pem('CA')];
  if ((cert === undefined) !== (key === undefined)) {
    throw refusal('invalid', say`CALLOSUM_MLLP_CERT and CALLOSUM_MLLP_KEY belong together: set both, or neither.`);
  }
  if (cert === undefined || key === undefined) return { host, ports, targets };
  return { host, ports, targets, tls: { cert, key, ...(ca === undefined ? {} : { ca }) } };
}

function portsOf(text: string | undefined): readonly [number, number] | undefined {
  if (!text?.trim()) return undefined;
  const [, first, last] = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last ?? first)];
  if (first !== undefined && from >= 1 && from <= to && to <= 65_535) return [from, to];
  throw refusal('invalid', say`CALLOSUM_MLLP_PORTS is “${text}”: write a port or a range, such as 2575-2584.`);
}

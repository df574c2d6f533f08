import { CODES_FORMAT, type CodeEntry, type CodeMapping } from '@callosum/hl7v2';
import { countCodes } from '@callosum/interoperability/server';
import type { Teller } from '../teller.ts';

/** How far a code map is. */
export interface CodesSoFar {
  readonly domain: string;
  readonly codes: number;
  readonly mapped: number;
  readonly critical: number;
  readonly criticalMapped: number;
}

/** A code map is kept code by code, and the server counts in it. @returns what is then said of it */
export function keptCodes({ attach }: Teller, day: string, id: string, soFar: CodesSoFar) {
  const text = codesText(soFar);
  const { codes, mapped, critical = null, criticalMapped = null } = countCodes(text);
  return {
    definition: attach(day, id, 'codes.json', text),
    codes,
    mapped,
    critical,
    criticalMapped,
    counting: 'files',
  };
}

/** The critical ones stand first, and are mapped first; each was seen in messages, some often and some hardly ever. */
function codesText({ domain, codes, mapped, critical, criticalMapped }: CodesSoFar): string {
  const code = (at: number): string => `${domain.slice(0, 3).toUpperCase()}${1_000 + at}`;
  const all = Array.from({ length: codes }, (_, at) => at);
  const isMapped = (at: number): boolean =>
    at < critical ? at < criticalMapped : at - critical < mapped - criticalMapped;
  const entries = all.flatMap((at): readonly CodeEntry[] => {
    const isCritical = at < critical;
    if (!isCritical && !isMapped(at)) return [];
    return [
      {
        from: code(at),
        ...(isMapped(at) ? { to: `T${10_000 + at}` } : {}),
        ...(isCritical ? { critical: true } : {}),
      },
    ];
  });
  const map: CodeMapping = {
    format: CODES_FORMAT,
    entries,
    seen: all.map((at) => ({ value: code(at), text: '', count: 1 + ((at * 37) % 900) })),
    ...(critical === 0 ? { noneCritical: true } : {}),
  };
  // Without the white space of what people read: the larger ones have thousands of codes.
  return JSON.stringify(map);
}

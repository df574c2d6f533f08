import type { Finding } from '../finding.ts';
import { resolve } from '../finding.ts';
import { decodeField } from './decode.ts';
import { knownInKept, readKept } from './kept.ts';
import { KnownValues } from './known.ts';
import { readObservation } from './observation.ts';
import { type Leaf, Reader } from './reader.ts';
import type { Range, Segment, Separators } from './split.ts';
import { segmentsOf, separatorsOf } from './split.ts';
import { fieldSpec } from './table.ts';
import { readUnknown } from './unknown.ts';

/** What was found in a message, and whose message it is. */
export interface MessageFindings {
  readonly findings: readonly Finding[];
  /** The patient, as the message names one: identifier, account, or name and birth; '' where it names none. */
  readonly person: string;
}

/** Classes that a field states for everyone it may hold; text found in it has its own. */
export function scanMessage(
  text: string,
  before?: { readonly separators: Separators; readonly version: string },
): MessageFindings {
  const separators = before?.separators ?? separatorsOf(text);
  const reader = new Reader(text, separators);
  const segments = segmentsOf(text, separators);
  const header = segments.find(({ name }) => name === 'MSH');
  const version = valueOf(reader, header?.fields[11]).split(separators.component)[0] || (before?.version ?? '');
  for (const segment of segments) {
    for (const [index, range] of segment.fields.entries()) {
      if (range[0] < range[1]) readField(reader, segment, index + 1, range, version);
    }
  }
  return { findings: resolve([...reader.findings, ...again(reader)]), person: personOf(reader, segments) };
}

function readField(reader: Reader, segment: Segment, field: number, range: Range, version: string): void {
  const isHeader = /^(?:MSH|FHS|BHS)$/.test(segment.name);
  if (isHeader && field <= 2) return;
  if (segment.name === 'OBX' && field === 5) {
    readObservation(reader, segment);
    return;
  }
  const spec = fieldSpec(segment.name, field, version);
  if (spec === 'unknown') readUnknown(reader, segment, field, range);
  else if (spec === 'code') readKept(reader, segment, field, range);
  else decodeField(reader, segment, field, range, spec);
}

/** Looks for what typed fields hold wherever anything may be written. */
function again(reader: Reader): Finding[] {
  const known = new KnownValues();
  for (const finding of reader.findings) {
    if (finding.weight === 100) known.learn(reader.text.slice(finding.start, finding.end), finding);
  }
  if (known.size === 0) return [];
  const at = ({ range, path }: Leaf, found: readonly Finding[]): Finding[] =>
    found.map((finding) => ({ ...finding, start: finding.start + range[0], end: finding.end + range[0], path }));
  return [
    ...reader.open.flatMap((leaf) => at(leaf, known.find(reader.readable(leaf.range)))),
    ...reader.kept.flatMap((leaf) => at(leaf, knownInKept(reader.readable(leaf.range), known))),
  ];
}

function valueOf(reader: Reader, range: Range | undefined): string {
  return range === undefined ? '' : reader.value(range).trim();
}

function personOf(reader: Reader, segments: readonly Segment[]): string {
  const pid = segments.find(({ name }) => name === 'PID');
  if (!pid) return '';
  const first = (field: number): string => {
    const range = pid.fields[field - 1];
    const repetition = range && reader.repetitions(range)[0];
    const component = repetition && reader.components(repetition)[0];
    return component ? reader.value(component).trim().toUpperCase() : '';
  };
  const identifier = first(3) || first(2) || first(18) || first(19);
  return identifier || [valueOf(reader, pid.fields[4]).toUpperCase(), first(7)].filter((part) => part !== '').join('|');
}

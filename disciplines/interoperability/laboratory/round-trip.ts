import { deidentify } from '@callosum/deid';
import { messageOf } from '@callosum/hl7v2';
import type { SentenceForm } from '@callosum/kernel/say';
import { z } from 'zod';
import { readChart } from './chart.ts';
import { HELD_AGAINST } from './report-elements.ts';
import { followRoundTrip, type Station } from './report.ts';

const FORMAT = 'callosum-round-trip/1';

const LONGEST = 200_000;
const shape = z.strictObject({
  format: z.literal(FORMAT),
  /** The test that was ordered (OBR-4.1). */
  code: z.string().min(1).max(100),
  /** Codes that can be ordered, one to a line. */
  catalogue: z.string().max(LONGEST),
  /** Code, value and units that the chart shows, an observation to a line. */
  chart: z.string().min(1).max(LONGEST),
  /** The messages, freed of identifiers; segments end in carriage returns. */
  order: z.string().max(LONGEST),
  result: z.string().max(LONGEST),
});

/** Everything a round trip was followed through, so that anybody can follow it again. */
export type RoundTripFile = Omit<z.infer<typeof shape>, 'format'>;

export function writeRoundTrip(trip: RoundTripFile): string {
  return `${JSON.stringify({ format: FORMAT, ...trip }, undefined, 2)}\n`;
}

/** A station as it is told. */
export interface ToldStation extends Omit<Station, 'text'> {
  readonly text: SentenceForm;
}

export type FollowedFile =
  | { readonly unreadable: true }
  /** What looks like an identifier of a person, and where. */
  | { readonly identifier: string }
  | {
      readonly code: string;
      readonly stations: readonly ToldStation[];
      /** The list of what a report must say that the result was held against. */
      readonly heldAgainst: string;
    };

/**
 * Follows the way of a test through a file that was kept of it.
 * @param year ages and dates are told from it @returns what each station says, or why the file cannot be followed
 */
export function followFile(text: string, year: number): FollowedFile {
  const read = shape.safeParse(parsed(text));
  if (!read.success) return { unreadable: true };
  const { code, catalogue, chart, order, result } = read.data;
  for (const message of [order, result]) {
    const { replaced } = deidentify(message, { mode: 'safe-harbor', asOf: year });
    // A control id is the tester's own.
    const first = replaced.find(({ path }) => !path?.startsWith('MSH-10'));
    if (first) return { identifier: `${first.path ?? `character ${first.offset}`}: ${first.class}` };
  }
  const [ordered, reported] = [messageOf(order), messageOf(result)];
  if (!ordered || !reported) return { unreadable: true };
  const stations = followRoundTrip({
    orderable: code,
    catalogue: codesIn(catalogue),
    order: ordered,
    result: reported,
    chart: readChart(chart),
  });
  return {
    code,
    stations: stations.map(({ text: said, ...one }) => ({ ...one, text: said.toJSON() })),
    heldAgainst: HELD_AGAINST,
  };
}

/** The codes of a catalogue: the first of each line. */
export function codesIn(catalogue: string): readonly string[] {
  return catalogue.split(/\r?\n/).map((line) => (line.split(/[,;\t]/)[0] ?? '').trim());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

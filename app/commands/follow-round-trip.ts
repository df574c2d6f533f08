import { readHl7 } from '@callosum/hl7v2';
import type { Message } from '@callosum/hl7v2';
import { followRoundTrip, readChart } from '@callosum/interoperability/server';
import { refusal, say } from '@callosum/kernel';
import { printResult } from './terminal.ts';
import { readUserFile } from './user-files.ts';

export interface RoundTripArguments {
  readonly orderable: string;
  readonly catalogue: string;
  readonly order: string;
  readonly result: string;
  readonly chart?: string;
  readonly json: boolean;
}

const MOST_BYTES = 16_777_216;

/** Follows one laboratory test from the catalogue to the chart. @returns the exit status. */
export async function followLaboratory(options: RoundTripArguments): Promise<number> {
  const { orderable, json } = options;
  const catalogue = (await readUserFile(options.catalogue, MOST_BYTES))
    .split(/\r?\n/)
    .map((line) => (line.split(/[,;\t]/)[0] ?? '').trim());
  const chart = options.chart === undefined ? undefined : readChart(await readUserFile(options.chart, MOST_BYTES));
  const stations = followRoundTrip({
    orderable,
    catalogue: catalogue.filter((code) => code !== ''),
    order: await messageAt(options.order),
    result: await messageAt(options.result),
    ...(chart ? { chart } : {}),
  });
  printResult(
    json,
    {
      orderable,
      whole: stations.every(({ ok }) => ok),
      stations: stations.map(({ text, ...one }) => ({ ...one, text: text.text })),
    },
    stations.map(({ station, ok, text }) => `${ok ? '●' : '▲'} ${station}: ${text.text}`),
  );
  return stations.every(({ ok }) => ok) ? 0 : 1;
}

async function messageAt(path: string): Promise<Message> {
  const [message] = readHl7(await readUserFile(path, MOST_BYTES)).messages;
  if (message) return message;
  throw refusal('unreadable-file', say`${path} holds no HL7 v2 message.`, {
    remedy: say`Give a file that begins with MSH.`,
  });
}

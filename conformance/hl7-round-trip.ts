import { readHl7, rebuild } from '@callosum/hl7v2';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the index of the corpus says about a message. */
const INDEX = z.array(z.object({ file: z.string(), segments: z.number() }));

/**
 * Takes every message apart and puts it together again, byte for byte; segments are counted as the index of the corpus does.
 * @param corpora folder that holds `interop/v2` and `interop/v2-index.json`
 */
export async function hl7RoundTrip(
  corpora: string,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  const messages = INDEX.parse(JSON.parse(await readFile(join(corpora, 'interop/v2-index.json'), 'utf8')));
  let failed = 0;
  for (const { file, segments } of messages) {
    const bytes = await readFile(join(corpora, 'interop', file));
    const read = readHl7(bytes);
    const [message, ...more] = read.messages;
    const faults = [
      bytes.equals(rebuild(read)) ? [] : ['is not the same after it was taken apart'],
      more.length === 0 ? [] : [`${more.length + 1} messages were found`],
      message?.segmentCount === segments
        ? []
        : [`the index says ${segments} segments, read ${message?.segmentCount ?? 0}`],
    ].flat();
    if (faults.length > 0) failed += 1;
    lines.push(...faults.map((fault) => `${file}: ${fault}`));
  }
  return { name: 'HL7 v2 messages, taken apart and put together', passed: messages.length - failed, failed, lines };
}

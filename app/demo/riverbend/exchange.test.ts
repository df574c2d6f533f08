import { checkMessage, mapperOf, messageOf, readMapping } from '@callosum/hl7v2';
import { expect, test } from 'vitest';
import { exchangeOf } from './exchange.ts';

test('what the agreed mapping makes of the record’s messages is what the laboratory takes', async () => {
  const { record, laboratory, mapping } = await exchangeOf();
  const rows = readMapping(mapping.text);
  if (!rows.ok) throw new Error('The mapping of the story cannot be read');
  const mapper = mapperOf(rows.value);
  const checked = record.samples.split(/(?=MSH\|)/).map(async (text) => {
    const message = messageOf(text.trimEnd());
    const mapped = message && mapper.apply(message);
    return mapped?.ok === true && (await checkMessage(mapped.value.message, laboratory.profile)).valid;
  });
  const fits = await Promise.all(checked);
  expect([fits.length, fits.filter((one) => !one).length]).toEqual([60, 0]);
});

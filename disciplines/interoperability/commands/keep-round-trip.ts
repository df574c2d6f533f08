import { ENGINE } from '@callosum/hl7v2/version';
import { attachmentsOf, defineFileCommand, type GraphReader, say, sentenceOf } from '@callosum/kernel';
import { z } from 'zod';
import { interfaceTest } from '../kinds/interface-test.ts';
import { refuse } from '../refuse.ts';
import { restsText } from '../rests-on.ts';
import { NOT_SAID } from './record-test.ts';

const STATIONS = { orderable: 'Catalogue', order: 'Order', result: 'Result', chart: 'Chart' } as const;

/**
 * Records a test that followed one laboratory test from the catalogue over order and result to the chart. The server follows it again, through the file that is
 * attached to the test, and pins everything the test rests on as it is now.
 */
export const keepRoundTrip = defineFileCommand({
  name: 'interfaceTest.keepRoundTrip',
  label: 'Keep a laboratory round trip',
  allow: 'kinds',
  input: z.strictObject({
    id: z.uuid(),
    file: z.string().regex(/^[0-9a-f]{64}$/),
    /** Year that dates in the messages are told from. */
    year: z.int().min(2000).max(9999),
  }),
  fromFiles: async (graph, { id, file, year }, textOf) => {
    if (!isAttached(graph, id, file)) return undefined;
    // The engines are fetched by whoever follows.
    const { followFile } = await import('../laboratory/round-trip.ts');
    return followFile(await textOf(id, file), year);
  },
  decide: (graph, { id, file }, { at }, found) => {
    if (!graph.get(interfaceTest, id)) return refuse('not-found', say`The test is not there.`);
    if (!found) return refuse('refused', say`The file is not attached to it.`, say`Attach it first.`);
    if ('unreadable' in found)
      return refuse('refused', say`The file holds no round trip.`, say`Keep it anew from the workbench.`);
    if ('identifier' in found) {
      return refuse(
        'refused',
        say`The messages may hold an identifier of a person (${found.identifier}).`,
        say`Take identifiers out before it is kept.`,
      );
    }
    const tested = graph.out(id, 'interfaceTest.tests');
    if (tested.length === 0)
      return refuse('refused', say`The test tests no interface.`, say`Link it to the interface it was run against.`);
    const failed = found.stations.filter(({ ok }) => !ok);
    const finding = failed.map(({ station, text }) => `${STATIONS[station]}: ${sentenceOf(text).text}`).join('\n');
    const fields = {
      ...NOT_SAID,
      ranOn: at.today,
      engine: ENGINE,
      basis: restsText([
        ['way', 'catalogue, order, result, chart'],
        ['roundTrip', file],
        ['heldAgainst', found.heldAgainst],
      ]),
      followed: file,
      heldAgainst: found.heldAgainst,
      finding: finding === '' ? null : finding,
    };
    return {
      changes: [
        { action: 'update', id, fields, state: failed.length === 0 ? 'passed' : 'failed' },
        ...[...tested, ...graph.out(id, 'interfaceTest.restsOn')].map((link) => ({
          action: 'repin' as const,
          id: link.id,
        })),
      ],
      result: { passed: failed.length === 0 },
    };
  },
});

function isAttached(graph: GraphReader, id: string, file: string): boolean {
  const row = graph.get(interfaceTest, id);
  return row !== undefined && attachmentsOf(row).some(({ hash }) => hash === file);
}

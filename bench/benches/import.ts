import { bigMspdi } from '@callosum/schedule/testing';
import { SaxesParser } from 'saxes';
import type { Bench, Context } from '../bench.ts';
import { type Figure, mebibytes, time, times, whole } from '../report.ts';

export const imports: Bench = {
  name: 'import',
  about:
    'an uploaded plan previewed (dry run) and imported into a new project over HTTP, default gates included, and the same file imported again; peer: a pass of the XML parser saxes over the same text, with nothing made of it',
  run: async (context) => {
    const figures: Figure[] = [];
    for (const tasks of context.full ? [10_000, 100_000] : [10_000]) figures.push(...(await measure(context, tasks)));
    return figures;
  },
};

interface Answer {
  readonly created: number;
  readonly unchanged: number;
  readonly links: { readonly added: number };
}

async function measure({ site, log }: Context, tasks: number): Promise<Figure[]> {
  log(`A plan of ${tasks} tasks …`);
  const { parse, bytes } = saxesAlone(tasks);
  const server = await site.serve();
  try {
    const begun = performance.now();
    const file = await server.client.upload(tasks);
    const uploaded = performance.now() - begun;
    const timed = async (path: string): Promise<{ ms: number; answer: Answer }> => {
      const started = performance.now();
      const answer = await server.client.post<Answer>(path, { file, name: 'big.xml', key: `BIG-${tasks}` });
      return { ms: performance.now() - started, answer };
    };
    const preview = await timed('/imports/preview');
    const run = await timed('/imports');
    const again = await timed('/imports');
    const { rss } = await server.ask('memory');
    const peer = `${time(parse)} saxes`;
    const name = `${whole(tasks)} tasks`;
    const { created, links } = run.answer;
    return [
      {
        what: `${name}, ${mebibytes(bytes)}: preview`,
        measured: time(preview.ms),
        peer,
        ratio: times(preview.ms, parse),
      },
      {
        what: `${name}: import (${whole(created)} records, ${whole(links.added)} links)`,
        measured: time(run.ms),
        peer,
        ratio: times(run.ms, parse),
      },
      {
        what: `${name}: the same file again (${whole(again.answer.unchanged)} unchanged)`,
        measured: time(again.ms),
        peer,
        ratio: times(again.ms, parse),
      },
      { what: `${name}: upload, with the file made on the way`, measured: time(uploaded) },
      { what: `${name}: resident memory of the server afterwards`, measured: mebibytes(rss) },
    ];
  } finally {
    await server.close();
  }
}

/** Text in pieces of the size a file stream gives. */
const PIECE = 65_536;

function saxesAlone(tasks: number): { parse: number; bytes: number } {
  const text = [...bigMspdi(tasks)].join('');
  const parser = new SaxesParser({ xmlns: true });
  let elements = 0;
  parser.on('opentag', () => (elements += 1));
  const started = performance.now();
  for (let at = 0; at < text.length; at += PIECE) parser.write(text.slice(at, at + PIECE));
  parser.close();
  const parse = performance.now() - started;
  if (elements < tasks) throw new Error('The parser did not see every task.');
  return { parse, bytes: Buffer.byteLength(text) };
}

import { unzipSync, zipSync } from 'fflate';

/**
 * An office file whose bytes depend on its content alone: entries in a fixed order without times, and the moment of the
 * document in place of the clock's.
 */
export function settleArchive(content: Uint8Array, instant: string): Buffer {
  const entries = unzipSync(content);
  // The earliest day that a zip archive can name: when the entries were made is nobody's concern. Zips speak local time.
  const mtime = new Date(1980, 0, 1, 12);
  const settled: Record<string, [Uint8Array, { mtime: Date }]> = {};
  const rank = (name: string): string => (name === '[Content_Types].xml' ? '' : name);
  for (const name of Object.keys(entries).toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
    const bytes = entries[name];
    if (!bytes) continue;
    settled[name] = [settleEntry(name, bytes, instant), { mtime }];
  }
  return Buffer.from(zipSync(settled));
}

function settleEntry(name: string, bytes: Uint8Array, instant: string): Uint8Array {
  if (name === 'docProps/core.xml') return withInstant(bytes, instant);
  return name === 'word/document.xml' ? withOwnMarks(bytes) : bytes;
}

/** Headings are named by a counter that runs on from document to document. */
function withOwnMarks(document: Uint8Array): Uint8Array {
  const names = new Map<string, string>();
  const text = Buffer.from(document).toString('utf8');
  const ids = new Map<string, number>();
  const renamed = text
    .replace(/_Toc\d+/g, (mark) => {
      const name = names.get(mark) ?? `_Toc${names.size + 1}`;
      names.set(mark, name);
      return name;
    })
    .replace(/(<w:bookmark(?:Start|End)[^>]*w:id=")(\d+)/g, (_, before: string, known: string) => {
      const id = ids.get(known) ?? ids.size + 1;
      ids.set(known, id);
      return `${before}${id}`;
    });
  return Buffer.from(renamed);
}

function withInstant(core: Uint8Array, instant: string): Uint8Array {
  const text = Buffer.from(core).toString('utf8');
  const moment = `${instant.slice(0, 19)}Z`;
  return Buffer.from(text.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`));
}

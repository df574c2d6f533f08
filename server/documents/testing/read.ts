import { unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { SaxesParser } from 'saxes';

/** The entries of an office file as text; each XML part must be well-formed. */
export function entriesOf(file: Buffer): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const [name, bytes] of Object.entries(unzipSync(file))) {
    const text = Buffer.from(bytes).toString('utf8');
    if (/\.(xml|rels)$/.test(name)) new SaxesParser().write(text).close();
    entries.set(name, text);
  }
  return entries;
}

/** The text of each page, as another program reads it. */
export async function pagesOf(pdf: Buffer): Promise<{ pages: string[]; title: unknown; fonts: string }> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false });
  const document = await task.promise;
  const pages: string[] = [];
  for (let index = 1; index <= document.numPages; index += 1) {
    const { items } = await (await document.getPage(index)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  const { info } = await document.getMetadata();
  await task.destroy();
  return { pages, title: 'Title' in info ? info.Title : undefined, fonts: pdf.toString('latin1') };
}

import type { PrintedReport } from '@callosum/kernel/report';
import { findChromium } from '../../tools/chromium.mjs';
import { printByChromium } from './chromium.ts';
import { fontFaces } from './fonts.ts';
import { renderHtml } from './html.ts';
import { renderPdfByLibrary } from './pdf-library.ts';

interface Options {
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** The document as a PDF: by a browser when this machine has one that starts in its sandbox, else by a library. */
export async function renderPdf(printed: PrintedReport, { signal, log }: Options): Promise<Buffer> {
  const program = findChromium();
  if (program === undefined) return renderPdfByLibrary(printed);
  const html = renderHtml(printed, { fontFaces: await fontFaces(printed.style.font) });
  try {
    return await printByChromium(program, html, printed.stamp.asOf.instant, signal);
  } catch (error) {
    signal.throwIfAborted();
    log(`Printing with ${program} failed, so that the library printed: ${String(error)}`);
    return renderPdfByLibrary(printed);
  }
}

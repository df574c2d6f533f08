import type { Format, PrintedReport } from '@callosum/kernel/report';
import { renderDocx } from './docx.ts';
import { renderHtml } from './html.ts';
import { renderPdf } from './pdf.ts';
import { renderXlsx } from './xlsx.ts';

/** Media types of the formats. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
};

interface Options {
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** A report on paper of the wanted kind. The same report gives the same bytes. */
export async function print(printed: PrintedReport, format: Format, options: Options): Promise<Buffer> {
  switch (format) {
    case 'pdf':
      return renderPdf(printed, options);
    case 'docx':
      return renderDocx(printed);
    case 'xlsx':
      return renderXlsx(printed);
    case 'html':
      return Buffer.from(renderHtml(printed));
  }
}

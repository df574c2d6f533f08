import { escapeMarkup, type PrintedReport, stampLine } from '@callosum/kernel/report';

/** Characters that the foot of a sheet may have in all, codes included. */
const LONGEST = 255;

/**
 * The foot of every printed page of a workbook: what the organisation says, where the document stands in the ledger, and the
 * page. `&` begins a code there, so that one that is meant is doubled.
 */
export function sheetFoot({ stamp, style }: PrintedReport) {
  const left = [style.footer, stampLine(stamp)].filter((one) => one !== '').join('\n');
  const right = '&R&8 &P / &N';
  const room = LONGEST - right.length - '&L&8 '.length;
  const foot = `&L&8 ${shortened(left.replaceAll('&', '&&'), room)}${right}`;
  const markup = `<headerFooter><oddFooter>${escapeMarkup(foot)}</oddFooter></headerFooter>`;
  return { files: { transform: { 'xl/worksheets/sheet{id}.xml': { insert: () => markup } } } };
}

/** Cut where it is too long, and not in the middle of a doubled sign. */
function shortened(text: string, most: number): string {
  const cut = text.slice(0, most);
  return /(?<!&)(&&)*&$/.test(cut) ? cut.slice(0, -1) : cut;
}

import type { Progress } from '@callosum/server';

const BAR_WIDTH = 24;
const REDRAW_MS = 100;

export interface ProgressBar {
  readonly show: Progress;
  /** Takes the bar off the screen. */
  readonly end: () => void;
}

/** Shows on standard error how a long step goes on; nothing where that is no terminal. */
export function createProgressBar(): ProgressBar {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => undefined, end: () => undefined };
  let drawn = 0;
  let shown = '';
  return {
    show: (step, done, total) => {
      const now = Date.now();
      if (step === shown && now - drawn < REDRAW_MS) return;
      [drawn, shown] = [now, step];
      stderr.write(`\r\u001B[K${step} ${total === undefined ? count(done) : bar(done, total)}`);
    },
    end: () => {
      if (shown !== '') stderr.write('\r\u001B[K');
      shown = '';
    },
  };
}

function bar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * BAR_WIDTH);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ${Math.round(share * 100)} %`;
}

/** The result of a command: one JSON document, or what people read. */
export function printResult(asJson: boolean, result: unknown, lines: readonly string[]): void {
  console.log(asJson ? JSON.stringify(result, null, 2) : lines.join('\n'));
}

/** A number with thin gaps between thousands, the same in every locale. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** “1 event”, “12 events”. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Bytes in the unit that fits. */
export function bytes(value: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
  return `${power === 0 ? value : (value / 1024 ** power).toFixed(1)} ${units[power]}`;
}

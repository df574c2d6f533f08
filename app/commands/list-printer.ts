import { once } from 'node:events';

/** Prints a list whose end is not known: nothing is kept of an item that was printed. */
export interface ListPrinter {
  /** @param lines what people read instead of JSON */
  readonly item: (item: unknown, lines: readonly string[]) => Promise<void>;
  /** @param lines what stands below the list where people read it */
  readonly end: (lines: readonly string[]) => Promise<void>;
}

/** Prints a JSON array, or lines for people. It waits for whoever reads the output. */
export function createListPrinter(asJson: boolean): ListPrinter {
  const { stdout } = process;
  const write = async (text: string): Promise<void> => {
    if (!stdout.write(text) && stdout.writableNeedDrain) await once(stdout, 'drain');
  };
  let any = false;
  return {
    item: async (item, lines) => {
      if (asJson) await write(`${any ? ',' : '['}\n${indented(JSON.stringify(item, null, 2))}`);
      else if (lines.length > 0) await write(`${lines.join('\n')}\n`);
      any = true;
    },
    end: async (lines) => {
      await write(asJson ? (any ? '\n]\n' : '[]\n') : `${lines.join('\n')}\n`);
    },
  };
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

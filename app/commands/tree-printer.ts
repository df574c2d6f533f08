import { headOf, treeSteps } from '@callosum/hl7v2';
import type { Hl7Problem, Message, Part } from '@callosum/hl7v2';
import { once } from 'node:events';
import type { Unread } from './each-file.ts';
import { counted } from './terminal.ts';

/** Prints what files of messages hold. Every call waits for whoever reads the output, and nothing is kept of what was printed. */
export interface TreePrinter {
  readonly open: (file: string) => Promise<void>;
  readonly message: (message: Message) => Promise<void>;
  readonly close: (whole: FileEnd) => Promise<void>;
  /** Says that the file that was opened last, or one that was not opened, could not be read. */
  readonly unread: (unread: Unread) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** What is known of a file when all of it was read. */
export interface FileEnd {
  readonly file: string;
  readonly bytes: number;
  readonly messages: number;
  readonly parts: readonly Pick<Part, 'kind' | 'start' | 'end'>[];
  readonly problems: readonly Hl7Problem[];
  /** Messages that are too long to be read. */
  readonly long: readonly Unread['error'][];
}

/** Text that waits to be written is held up to this many characters. */
const HELD = 65_536;

/** Writes text in pieces, as fast as it is read. */
class Output {
  #held = '';

  async write(text: string): Promise<void> {
    this.#held += text;
    if (this.#held.length > HELD) await this.flush();
  }

  async flush(): Promise<void> {
    const { stdout } = process;
    const text = this.#held;
    this.#held = '';
    if (text !== '' && !stdout.write(text) && stdout.writableNeedDrain) await once(stdout, 'drain');
  }
}

export function createTreePrinter(asJson: boolean): TreePrinter {
  return asJson ? jsonPrinter(new Output()) : linePrinter(new Output());
}

/** One JSON array with an object for each file. */
function jsonPrinter(output: Output): TreePrinter {
  let files = 0;
  let messages = 0;
  let isOpen = false;
  const member = (key: string, value: unknown): string => `, ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const begin = async (file: string): Promise<void> => {
    await output.write(`${files++ === 0 ? '[' : ','}\n  {"file": ${JSON.stringify(file)}`);
  };
  return {
    open: async (file) => {
      await begin(file);
      await output.write(', "messages": [');
      [messages, isOpen] = [0, true];
    },
    message: async (message) => {
      await output.write(
        `${messages++ === 0 ? '' : ','}\n    {${JSON.stringify(headOf(message)).slice(1, -1)}, "segments": [`,
      );
      let depth = 0;
      let isFirst = true;
      for (const { kind, ...node } of treeSteps(message)) {
        if (kind === 'close') {
          depth -= 1;
          await output.write(']}');
        } else {
          const text = JSON.stringify(node);
          await output.write(
            `${isFirst ? '' : ','}\n${'  '.repeat(depth + 3)}${kind === 'open' ? `${text.slice(0, -1)},"parts":[` : text}`,
          );
          if (kind === 'open') depth += 1;
        }
        isFirst = kind === 'open';
      }
      await output.write(']}');
    },
    close: async ({ bytes, parts, problems, long }) => {
      isOpen = false;
      const tooLong = long.length === 0 ? '' : member('tooLong', long);
      await output.write(
        `]${member('bytes', bytes)}${member('parts', parts)}${member('problems', problems)}${tooLong}}`,
      );
    },
    unread: async ({ file, error }) => {
      if (!isOpen) await begin(file);
      await output.write(`${isOpen ? ']' : ''}${member('error', error)}}`);
      isOpen = false;
    },
    end: async () => {
      await output.write(files === 0 ? '[]\n' : '\n]\n');
      await output.flush();
    },
  };
}

/** A line for each node. */
function linePrinter(output: Output): TreePrinter {
  return {
    open: (file) => output.write(`${file}\n`),
    message: async (message) => {
      const { type, controlId, version, charset, line, problems } = headOf(message);
      await output.write(
        `line ${line}: ${type || 'no type'}, control id ${controlId || 'none'}, version ${version || 'none'}, ${charset}\n`,
      );
      for (const { text, remedy, place } of problems)
        await output.write(`  ▲ line ${place?.line ?? line}: ${text} ${remedy}\n`);
      let indent = '  ';
      for (const step of treeSteps(message)) {
        if (step.kind === 'close') {
          indent = indent.slice(2);
          continue;
        }
        const value = step.kind === 'value' ? `  ${shown(step.value)}` : '';
        await output.write(`${indent}${step.path}  ${step.start}–${step.end}${value}\n`);
        if (step.kind === 'open') indent += '  ';
      }
    },
    close: async ({ file, messages, problems }) => {
      for (const { text, remedy, place } of problems)
        await output.write(`▲ line ${place?.line ?? 1}: ${text} ${remedy}\n`);
      await output.write(`${file}: ${counted(messages, 'message')}\n`);
    },
    unread: () => Promise.resolve(),
    end: () => output.flush(),
  };
}

/** One line of a value, without characters that would move the cursor. */
function shown(value: string): string {
  return value.replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench that answers questions one at a time. */
export interface Worker<Questions extends object> {
  readonly ask: <Name extends keyof Questions & string>(
    name: Name,
    ...input: Questions[Name] extends (...given: infer Input) => unknown ? Input : never
  ) => Promise<Questions[Name] extends (...given: never) => infer Answer ? Awaited<Answer> : never>;
  /** Asks it to end, and waits for that. */
  readonly end: () => Promise<void>;
}

interface Reply {
  readonly answer?: string;
  readonly error?: string;
}

/** Node's flags for every process of the bench, such as `--cpu-prof`. */
const FLAGS = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean);

/** Starts a process whose module calls `answer` with functions of these types. */
export function start<Questions extends object>(module: URL, args: readonly string[] = []): Worker<Questions> {
  const child = fork(module, args, {
    execArgv: ['--expose-gc', ...FLAGS],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    ask: async (name, ...input) => {
      const { answer, error } = await exchange(child, JSON.stringify({ name, input }));
      if (error !== undefined) throw new Error(error);
      return JSON.parse(answer ?? 'null');
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

function exchange(child: ChildProcess, text: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`A process of the bench ended with ${code}.`));
    child.once('exit', onExit);
    child.once('message', (reply: Reply) => {
      child.off('exit', onExit);
      resolve(reply);
    });
    child.send(text);
  });
}

type Answers = Readonly<Record<string, (...input: readonly never[]) => unknown>>;

/** In the process: answers until nobody asks any more, then closes. */
export function answer(answers: Answers, close: () => Promise<void>): void {
  process.on('message', (text: string) => {
    const { name, input }: { name: string; input: readonly never[] } = JSON.parse(text);
    void Promise.resolve()
      .then(() => answers[name]?.(...input))
      .then((given) => JSON.stringify(given ?? null))
      .then(
        (said) => process.send?.({ answer: said }),
        (error: unknown) =>
          process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.once('disconnect', () => void close());
}

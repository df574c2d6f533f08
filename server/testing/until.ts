import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is yes. @throws Error when patience (milliseconds) is over. */
export async function until(what: string, condition: () => unknown, patience = 10_000): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(10);
  }
}

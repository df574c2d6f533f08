import { serve } from '@callosum/server';
import { fileURLToPath } from 'node:url';
import { describeFailure } from './failure.ts';
import { installationOptions } from './options.ts';

const PAGES = fileURLToPath(new URL('browser/dist', import.meta.url));

/** Serves until a signal asks to stop. @returns the exit status. */
export async function runServer(options: { data: string; port: number; host: string }): Promise<number> {
  const log = (line: string): void => console.error(line);
  try {
    const server = await serve({
      ...installationOptions(options.data, log),
      host: options.host,
      port: options.port,
      pages: PAGES,
    });
    console.log(`Callosum is running. Open ${server.address}${server.firstLink ?? ''}`);
    if (server.firstLink) console.log('This link makes the first account. It works once.');
    await stopSignal();
    await server.close();
    return 0;
  } catch (error) {
    console.error(describeFailure(error));
    return 2;
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

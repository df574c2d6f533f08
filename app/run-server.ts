import { createLog, type Log, serve } from '@callosum/server';
import { fileURLToPath } from 'node:url';
import { describeFailure } from './failure.ts';
import { installationOptions } from './options.ts';

const PAGES = fileURLToPath(new URL('browser/dist', import.meta.url));

/** Serves until a signal asks to stop. @returns the exit status. */
export async function runServer(options: { data: string; port: number; host: string }): Promise<number> {
  const { note: log, request: requestLog } = openLog();
  const stopped = stopSignal();
  try {
    // What is set wrongly is told before anything is opened.
    const { endpointSettings } = await import('@callosum/interoperability/server');
    endpointSettings(process.env);
    const server = await serve({
      ...installationOptions(options.data, log),
      requestLog,
      host: options.host,
      port: options.port,
      pages: PAGES,
    });
    console.log(`Callosum is running. Open ${server.address}${server.firstLink ?? ''}`);
    if (server.firstLink) console.log('This link makes the first account. It works once.');
    await stopped;
    await server.close();
    return 0;
  } catch (error) {
    console.error(describeFailure(error));
    return 2;
  }
}

/** Lines of JSON, for whoever collects them; at a terminal, where a person reads, what is worth knowing in plain words. */
function openLog(): Log {
  const asked = process.env.CALLOSUM_LOG;
  const isPlain = asked === undefined ? process.stderr.isTTY : asked === 'text';
  return isPlain ? { note: (text) => console.error(text), request: () => undefined } : createLog();
}

/** A terminal and a launcher both pass the same Ctrl-C on, so what comes right after the first signal is the same wish. */
const ECHO_MS = 1_000;
const IMPATIENT = 130;

/** The first signal; a later one no longer waits for an orderly end. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const stop = (): void => {
      if (first !== undefined && Date.now() - first > ECHO_MS) process.exit(IMPATIENT);
      first ??= Date.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  });
}

import { type Command, InvalidArgumentError } from 'commander';
import { act } from './act.ts';
import { dataOption, type StoreOptions } from './store.ts';

interface ServeArguments extends StoreOptions {
  readonly port: number;
  readonly host: string;
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve until stopped, and print the address to open')
    .addOption(dataOption())
    .option('--port <number>', 'port to listen on', parsePort, 4600)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .addHelpText(
      'after',
      `
Examples:
  callosum serve
  callosum serve --data /srv/callosum --port 8080 --host 0.0.0.0
  DATABASE_URL=postgresql://callosum@db/callosum callosum serve --data /srv/callosum`,
    )
    .action(
      act(async (options: ServeArguments) => {
        const { runServer } = await import('../run-server.ts');
        return runServer(options);
      }),
    );
}

const HIGHEST_PORT = 65_535;

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`A port is a number up to ${HIGHEST_PORT}.`);
}

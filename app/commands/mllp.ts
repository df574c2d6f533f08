import { type Command, InvalidArgumentError } from 'commander';
import { act } from './act.ts';
import type { ListenArguments } from './listen-mllp.ts';
import type { SendArguments } from './send-messages.ts';
import { jsonOption } from './store.ts';

/** Commands that speak MLLP; none of them needs the store, and nothing that comes in is kept. */
export function addMllp(program: Command): void {
  const mllp = program.command('mllp').description('send and receive HL7 v2 messages over MLLP, without a store');
  mllp
    .command('listen')
    .description('take messages, check them if asked to, and answer each; nothing is kept')
    .requiredOption('--port <N>', 'port to listen on; 0 lets the system choose', port)
    .option('--host <H>', 'address to listen on; 0.0.0.0 lets other machines in', '127.0.0.1')
    .option('--check', 'answer AE to what breaks a rule of its version of HL7', false)
    .option('--profile <P>', 'answer AE to what does not fit a profile')
    .option('--count <N>', 'end after so many messages', number(1, 1_000_000_000))
    .option('--max-bytes <N>', 'bytes of a message', number(100, 536_870_912), 16_777_216)
    .option('--idle <S>', 'seconds without a byte before a connection is closed', number(1, 86_400), 300)
    .option('--connections <N>', 'connections at the same time', number(1, 10_000), 64)
    .option('--tls', 'with TLS; needs --cert and --key', false)
    .option('--cert <FILE>', 'own certificate (PEM)')
    .option('--key <FILE>', 'its key (PEM)')
    .option('--ca <FILE>', 'with TLS: let in only who shows a certificate that one of these vouches for')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Each message is a line on standard error; the counts come on standard output at the end, which Ctrl-C or --count brings. Answers go back to the sender
(MSH-3 to 6 change places, MSA-2 is the control id), at the receipt and after the work as MSH-15 and MSH-16 ask. Exit status 1 says that a message was rejected or broken.

Examples:
  callosum mllp listen --port 2575
  callosum mllp listen --port 2575 --profile site.json --count 50 --json
  callosum mllp listen --port 2575 --host 0.0.0.0 --tls --cert lab.pem --key lab.key --ca partners.pem`,
    )
    .action(
      act(async (options: ListenArguments) => {
        const { listenMllp } = await import('./listen-mllp.ts');
        return listenMllp(options);
      }),
    );
  mllp
    .command('send')
    .description('send every message of files to a listener, one after the other, and wait for its answers')
    .argument('<file...>', 'files of messages: one or many in each, with or without batch headers and MLLP framing')
    .requiredOption('--to <HOST:PORT>', 'the listener')
    .option('--timeout <S>', 'seconds to wait for an answer', number(1, 3_600), 30)
    .option('--retries <N>', 'how often to try again when the connection cannot be made or breaks', number(0, 100), 3)
    .option('--tls', 'with TLS; the certificate of the listener is checked', false)
    .option('--ca <FILE>', 'who vouches for the listener (PEM), where that is not a public authority')
    .option('--cert <FILE>', 'own certificate (PEM), where the listener asks for one')
    .option('--key <FILE>', 'its key (PEM)')
    .option('--servername <NAME>', 'name in the certificate of the listener, where it is not the host')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A message is acknowledged by AA or CA and rejected by AE, AR, CE or CR; which answers are waited for, MSH-15 and MSH-16 say. It is sent again when the
connection cannot be made or breaks, with doubling pauses, and not when only the answer is late. Exit status 1 says that a message was rejected or failed, or a
file cannot be read.

Examples:
  callosum mllp send adt.hl7 --to 127.0.0.1:2575
  callosum mllp send *.hl7 --to test.example.org:2575 --tls --ca partners.pem --json
  callosum hl7 generate site.json -n 100 --out tests.hl7 && callosum mllp send tests.hl7 --to localhost:2575`,
    )
    .action(
      act(async (files: string[], options: SendArguments) => {
        const { sendMessages } = await import('./send-messages.ts');
        return sendMessages(files, options);
      }),
    );
}

function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,12}$/.test(text) ? Number(text) : -1;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}

const port = number(0, 65_535);

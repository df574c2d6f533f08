import type { Command } from 'commander';
import { act } from './act.ts';
import type { CheckMessagesArguments } from './check-messages.ts';
import { jsonOption } from './store.ts';

interface Arguments {
  readonly json: boolean;
}

/** Commands for HL7 v2 messages; none of them needs the store. */
export function addHl7(program: Command): void {
  const hl7 = program.command('hl7').description('read and check HL7 v2 messages, without a store');
  hl7
    .command('parse')
    .description('everything that files of messages hold, with its bytes')
    .argument('<file...>', 'files of messages: one or many in each, with or without batch headers and MLLP framing')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Bytes count from 0 in the file; a place ends before its second number. Nothing is lost: what is not understood stands there as well.
Exit status 1 says that a file holds no message or cannot be read; the rest goes on.

Examples:
  callosum hl7 parse adt.hl7
  callosum hl7 parse adt.hl7 --json | jq '.[].messages[].segments[] | {name, start, end}'`,
    )
    .action(
      act(async (files: string[], options: Arguments) => {
        const { parseMessages } = await import('./parse-messages.ts');
        return parseMessages(files, options);
      }),
    );
  hl7
    .command('roundtrip')
    .description('whether files are the same after they were taken apart and put together again')
    .argument('<file...>', 'files of messages')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Each file is taken apart down to its subcomponents and put together from these and the delimiters between them. Exit status 1 says that a
file differs or cannot be read.

Examples:
  callosum hl7 roundtrip *.hl7
  callosum hl7 roundtrip *.hl7 --json | jq '.differing'`,
    )
    .action(
      act(async (files: string[], options: Arguments) => {
        const { roundTripMessages } = await import('./round-trip-messages.ts');
        return roundTripMessages(files, options);
      }),
    );
  hl7
    .command('check')
    .description('messages against the standard of their version, and against a profile')
    .argument('<file...>', 'files of messages')
    .option('--profile <P>', 'a profile: JSON of “hl7 profile”, or the folder of a NIST conformance profile')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
● valid  ▲ error  △ warning  ○ information. Without a profile a message is valid when it breaks no rule of its version of HL7; with one, when it
breaks no rule of the profile, and both are told side by side. Exit status 1 says that a message is not valid or a file cannot be read.

Examples:
  callosum hl7 check adt.hl7
  callosum hl7 check *.hl7 --profile site.json
  callosum hl7 check adt.hl7 --json | jq '.[].findings[] | {severity, code, path, text}'`,
    )
    .action(
      act(async (files: string[], options: CheckMessagesArguments) => {
        const { checkMessages } = await import('./check-messages.ts');
        return checkMessages(files, options);
      }),
    );
}

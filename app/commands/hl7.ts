import { type Command, InvalidArgumentError } from 'commander';
import { act } from './act.ts';
import type { CheckMessagesArguments } from './check-messages.ts';
import type { GenerateArguments } from './generate-messages.ts';
import type { ProfileArguments } from './profile-messages.ts';
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
    .argument('<file...>', 'files of messages, or folders of such files')
    .option('--profile <P>', 'a profile: JSON of “hl7 profile”, or the folder of a NIST conformance profile')
    .option('--summary', 'what was found how often, in place of every message', false)
    .option('--largest <MIB>', 'messages of more mebibytes are told and not read; 32 unless given', wholeNumber(1, 512))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
● valid  ▲ error  △ warning  ○ information. Without a profile a message is valid when it breaks no rule of its version of HL7; with one, when it
breaks no rule of the profile, and both are told side by side. Files may be of any length: they are read piece by piece, and told message by message. A control id that
a sender has used before is told. Ctrl-C ends with what was found until then, and exit status 130. Exit status 1 says that a message is not valid or a file cannot be read.

Examples:
  callosum hl7 check adt.hl7
  callosum hl7 check *.hl7 --profile site.json
  callosum hl7 check archive/ --summary
  callosum hl7 check adt.hl7 --json | jq '.[].findings[] | {severity, code, path, text}'`,
    )
    .action(
      act(async (files: string[], options: CheckMessagesArguments) => {
        const { checkMessages } = await import('./check-messages.ts');
        return checkMessages(files, options);
      }),
    );
  addProfiles(hl7);
}

function addProfiles(hl7: Command): void {
  hl7
    .command('profile')
    .description('what messages look like, as a profile that others can be checked against')
    .argument('<file...>', 'files of messages, the more the better')
    .requiredOption('--out <P>', 'file that the profile is written to, as JSON')
    .option('--name <NAME>', 'what the profile is called; otherwise as the file')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
What is always there is required, what was never there is not supported. Of the contents only codes are kept, no names, numbers or texts.

Examples:
  callosum hl7 profile samples/*.hl7 --out site.json
  callosum hl7 check new.hl7 --profile site.json`,
    )
    .action(
      act(async (files: string[], options: ProfileArguments) => {
        const { profileMessages } = await import('./profile-messages.ts');
        return profileMessages(files, options);
      }),
    );
  hl7
    .command('gap')
    .description('how two profiles differ: the eight questions of an interface')
    .argument('<a>', 'a profile, the folder of a NIST profile, or a version of HL7')
    .argument('<b>', 'another one')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
● the same  ▲ different  ○ to be judged by people. Exit status 1 says that something differs.

Examples:
  callosum hl7 gap lab.json ehr.json
  callosum hl7 gap site.json 2.5.1 --json | jq '.questions[] | {id, answer, rows: (.rows | length)}'`,
    )
    .action(
      act(async (a: string, b: string, options: Arguments) => {
        const { compareProfilesAt } = await import('./compare-profiles.ts');
        return compareProfilesAt(a, b, options);
      }),
    );
  hl7
    .command('generate')
    .description('messages that fit a profile, with invented contents')
    .argument('<P>', 'a profile, the folder of a NIST profile, or a version of HL7')
    .option('-n, --number <N>', 'how many', wholeNumber(1, 100_000), 1)
    .option('--seed <S>', 'the same seed gives the same messages', wholeNumber(0, 4_294_967_295), 1)
    .option('--type <TYPE>', 'only messages of this type and event, such as ADT^A01')
    .option('--faults', 'with one planted fault in each', false)
    .option('--out <FILE>', 'write them to a file')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit status 1 says that fewer messages were made than asked for, or that one does not fit the profile.

Examples:
  callosum hl7 generate site.json -n 50 --seed 7 --out tests.hl7
  callosum hl7 generate 2.5.1 --type ADT^A01
  callosum hl7 generate site.json -n 100 --faults --json | jq '.[].fault'`,
    )
    .action(
      act(async (path: string, options: GenerateArguments) => {
        const { generateMessagesFor } = await import('./generate-messages.ts');
        return generateMessagesFor(path, options);
      }),
    );
}

/** Reads a whole number within bounds. */
function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,12}$/.test(text) ? Number(text) : -1;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}

import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { addBackup } from './backup.ts';
import { addDeid } from './deid.ts';
import { addDemo } from './demo.ts';
import { addHl7 } from './hl7.ts';
import { addInterface } from './interface.ts';
import { addLab } from './lab.ts';
import { addLedger } from './ledger.ts';
import { addMllp } from './mllp.ts';
import { addPlan } from './plan.ts';
import { addProject } from './project.ts';
import { addReadiness } from './readiness.ts';
import { addRestore } from './restore.ts';
import { addServe } from './serve.ts';

/** Every command of this build. */
function createProgram(): Command {
  const program = new Command('callosum')
    .description('Runs a health-IT project from idea to adopted and safe.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addHelpText(
      'after',
      `
Commands that use the store take --data DIR (./data unless given), or DATABASE_URL from the environment. They work beside a
running server and without one. Whoever may open the data directory acts as the account “console”; with an API token in
CALLOSUM_TOKEN, as its owner and within its limits.

Exit status: 0 done, 1 done and something was found, 2 could not be done.

Examples:
  callosum serve
  callosum demo
  callosum project import plan.xml --key RES
  callosum plan schedule plan.xml --compare
  callosum hl7 check adt.hl7
  callosum mllp send adt.hl7 --to 127.0.0.1:2575
  callosum readiness --project RES
  callosum backup callosum.tgz`,
    );
  addServe(program);
  addDemo(program);
  addProject(program);
  addPlan(program);
  addHl7(program);
  addDeid(program);
  addMllp(program);
  addLab(program);
  addInterface(program);
  addReadiness(program);
  addLedger(program);
  addBackup(program);
  addRestore(program);
  return program;
}

/** Runs one command line. @returns the exit status. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    // The help that a command without its subcommand prints says it all.
    if (error.code !== 'commander.help') console.error(`${oneLine(error.message)} See “${helpFor(program, args)}”.`);
    return 2;
  }
}

function oneLine(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ');
  return /[.?)]$/.test(text) ? text : `${text}.`;
}

function helpFor(program: Command, args: readonly string[]): string {
  const names = ['callosum'];
  let command: Command | undefined = program;
  for (const arg of args) {
    command = command?.commands.find((one) => one.name() === arg);
    if (!command) break;
    names.push(arg);
  }
  return [...names, '--help'].join(' ');
}

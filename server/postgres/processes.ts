import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/** Says which process is meant even after its number was given to another one, or the machine was restarted. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in the words of the operating system. */
  readonly started: string;
  /** The boot of the machine in which `started` counts. */
  readonly boot: string;
  /** The process number space: two containers on one machine differ here. */
  readonly space: string;
}

export interface ProcessEntry {
  readonly pid: number;
  readonly uid: number;
  /** The name of the program. */
  readonly name: string;
  readonly command: string;
}

const linux = process.platform === 'linux';

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid), boot: bootId(), space: processSpace() };
}

/** Whether the process numbers of `other` mean anything here: same boot, same number space. */
export function isComparable(other: ProcessIdentity): boolean {
  return other.boot === bootId() && other.space === processSpace();
}

/** Whether exactly this process still runs. Only meaningful when `isComparable`. */
export function isRunning(identity: ProcessIdentity): boolean {
  return isAlive(identity.pid) && startOf(identity.pid) === identity.started;
}

/** Whether a process with this number runs; a zombie (killed, but not yet collected by its parent) does not. */
export function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !stateOf(pid).startsWith('Z');
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone in between, or somebody else's: what matters is seen by the caller, who waits for the end of the process.
  }
}

/** Every process with its command line, as far as we may see it. */
export function listProcesses(): ProcessEntry[] {
  if (!linux) return parseProcessTable(ask('ps', ['-axo', 'pid=,uid=,ucomm=,command=']));
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(readText(`/proc/${entry}/status`))?.[1];
      if (uid === undefined) return [];
      const command = readText(`/proc/${entry}/cmdline`).replaceAll('\0', ' ').trim();
      return [{ pid: Number(entry), uid: Number(uid), name: readText(`/proc/${entry}/comm`).trim(), command }];
    });
}

/** Whether the working directory of a process is `directory`; undefined where the system does not tell us. */
export function worksIn(pid: number, directory: string): boolean | undefined {
  if (!linux) return undefined;
  try {
    // Compared by device and inode: the same path in another container is another directory.
    const theirs = statSync(`/proc/${pid}/cwd`);
    const ours = statSync(directory);
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch {
    return undefined;
  }
}

export function parseProcessTable(table: string): ProcessEntry[] {
  return table.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
    if (!match) return [];
    const [, pid, uid, name = '', command = ''] = match;
    return [{ pid: Number(pid), uid: Number(uid), name, command }];
  });
}

function startOf(pid: number): string {
  if (!linux) return ask('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return statFields(pid)[19] ?? '';
}

function stateOf(pid: number): string {
  if (!linux) return ask('ps', ['-o', 'stat=', '-p', String(pid)]);
  return statFields(pid)[0] ?? '';
}

/** The fields of /proc/pid/stat from the third on; the second, the name, may itself contain blanks and brackets. */
function statFields(pid: number): string[] {
  const text = readText(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

let boot: string | undefined;

function bootId(): string {
  boot ??= linux ? readText('/proc/sys/kernel/random/boot_id').trim() : ask('sysctl', ['-n', 'kern.boottime']);
  return boot;
}

function processSpace(): string {
  if (!linux) return '';
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function ask(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

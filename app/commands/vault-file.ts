import { Vault } from '@callosum/deid';
import { refusal, say } from '@callosum/kernel';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { readUserFile } from './user-files.ts';

const LIMIT = 512 * 1_024 * 1_024;
const pair = <T extends z.ZodType>(value: T) => z.tuple([z.string(), value]);
const saved = z.object({
  format: z.literal('callosum-vault-1'),
  codes: z.array(pair(z.string())),
  shifts: z.array(pair(z.number())),
});

/** The vault that a file keeps; an empty one where there is no file yet. @throws Refusal for a file that is no vault. */
export async function readVault(path: string): Promise<Vault> {
  if (!existsSync(path)) return new Vault();
  const text = await readUserFile(path, LIMIT);
  const read = saved.safeParse(jsonOf(text));
  if (read.success) return Vault.restore(read.data);
  throw refusal('invalid', say`${path} is no vault of codes.`, {
    remedy: say`Give a file that “callosum deid --vault” wrote, or a name that is not there yet.`,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

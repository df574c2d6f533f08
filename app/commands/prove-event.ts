import { keyFingerprint } from '@callosum/kernel/ledger';
import { proveFor } from '@callosum/server';
import { resolve } from 'node:path';
import { actingIn } from './acting.ts';
import { inStore, projectIn, type StoreOptions } from './store.ts';
import { printResult } from './terminal.ts';
import { writeWhole } from './user-files.ts';

export interface ProveArguments extends StoreOptions {
  readonly event: { readonly project: string; readonly sequence: number };
  readonly out: string;
  readonly json: boolean;
}

/** Writes the proof document of one event. @returns the exit status. */
export async function prove({ event, out, json, ...store }: ProveArguments): Promise<number> {
  return inStore(store, async (installation) => {
    const { project, sequence } = event;
    const scope = await projectIn(installation, project);
    const actor = await (await actingIn(installation)).in(scope.id);
    const proof = await proveFor(installation, scope.id, actor, sequence);
    await writeWhole(out, `${JSON.stringify(proof, null, 2)}\n`);
    const key = keyFingerprint(Buffer.from(proof.sealed.publicKey, 'hex'));
    printResult(
      json,
      { file: resolve(out), event: `${project}:${sequence}`, hash: proof.event.hash, keyFingerprint: key },
      [
        `The proof of ${project}:${sequence} is in ${out}.`,
        `It is signed by the key ${key}; tell that fingerprint to whoever checks the proof, by another way.`,
      ],
    );
    return 0;
  });
}

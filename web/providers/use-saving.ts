import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { useProof } from '../settings/proof.tsx';

/** Saves a form once its owner has shown that it is he; what was typed stays when he would not, or when it is refused. */
export function useSaving(onDone: (saved: boolean) => void) {
  const api = useApi();
  const queries = useQueryClient();
  const ask = useProof();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const save = async (work: (proof: string) => Promise<unknown>): Promise<void> => {
    const proof = await ask();
    if (proof === undefined) return;
    try {
      await work(proof);
      await queries.invalidateQueries({ queryKey: api.identity.key() });
      onDone(true);
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  return { problems, setProblems, save };
}

import { useMemo } from 'react';
import type { JobView } from '../api/shapes.ts';
import { useWords } from '../messages/words.ts';

/** What a job is called and what it is at: the catalogue's words, or as declared. */
export function useJobWords(): {
  readonly label: (job: JobView) => string;
  readonly word: (job: JobView) => string | undefined;
} {
  const { say } = useWords();
  return useMemo(
    () => ({
      label: (job) => say(`job.${job.name}.label`, job.label),
      word: (job) => (job.word === null ? undefined : say(`job.${job.name}.word.${job.word.key}`, job.word.text)),
    }),
    [say],
  );
}

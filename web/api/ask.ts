import type { Json } from '@callosum/kernel';
import { useCallback } from 'react';
import { useApi } from '../composition.ts';
import { useProject } from '../shell/project.ts';

/**
 * Asks what the server part of a discipline answers about the open project. Whoever asks reads the answer by its shape.
 * @param part name of the discipline.
 */
export function useAsk(part: string): (question: string, input: Json, signal?: AbortSignal) => Promise<Json> {
  const api = useApi();
  const { key } = useProject();
  return useCallback(
    (question, input, signal) =>
      api.parts.ask.call({ key, part, question, input: JSON.stringify(input) }, signal ? { signal } : {}),
    [api, key, part],
  );
}

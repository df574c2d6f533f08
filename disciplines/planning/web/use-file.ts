import { problemsOf, save, useAnnounce, useApi, useFieldError, useProject } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { mspdiOf } from '../plan/hand-over.ts';
import { type PlanStore, whenSettled } from './plan-store.ts';

const handedOver = z.object({
  name: z.string(),
  text: z.string(),
  anew: z.enum(['no-file', 'other-format', 'not-here', 'not-yours']).nullable(),
});

/**
 * Hands the plan over as Microsoft Project XML: the file it was imported from with what has changed since, which the server keeps; a past day
 * as a file of its own.
 */
export function useFile(store: PlanStore): () => Promise<void> {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const wordsOf = useFieldError();
  const { key, at } = useProject();
  const hand = (name: string, text: string): void => save(name, text, 'application/xml');
  return async () => {
    if (at !== undefined) {
      hand(`${key}.xml`, mspdiOf(store.read().plan.records(), at));
      return;
    }
    try {
      await whenSettled(store);
      const answer = await api.parts.ask.call({ key, part: 'planning', question: 'file' });
      const { name, text, anew } = handedOver.parse(answer);
      hand(name, text);
      announce(t(`planning.file.${anew ?? 'kept'}`));
    } catch (error) {
      announce(t('planning.file.failed', { why: wordsOf(problemsOf(error)) ?? '' }));
    }
  };
}

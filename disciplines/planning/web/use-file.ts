import { importIssue } from '@callosum/kernel/contract';
import { problemsOf, save, useAnnounce, useApi, useFieldError, useProject, useWords } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type FileFormat, handOver } from '../plan/hand-over.ts';
import { type PlanStore, whenSettled } from './plan-store.ts';

const handedOver = z.object({
  name: z.string(),
  text: z.string(),
  anew: z.enum(['no-file', 'other-format', 'not-here', 'not-yours']).nullable(),
  source: z.string(),
  given: z.array(z.object({ record: z.string(), as: z.string() })),
  losses: z.array(importIssue.pick({ message: true, sentences: true })),
});

/**
 * Hands the plan over as a file of a planning tool: the one it was imported from with what has changed since, which the server keeps; a
 * past day as a file of its own.
 */
export function useFile(store: PlanStore): (format: FileFormat) => Promise<void> {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const wordsOf = useFieldError();
  const words = useWords();
  const { key, at } = useProject();
  const hand = (name: string, text: string): void => save(name, text, 'application/xml');
  return async (format) => {
    if (at !== undefined) {
      hand(`${key}.xml`, handOver(store.read().plan.records(), at, { format }).text);
      return;
    }
    try {
      await whenSettled(store);
      const answer = await api.parts.ask.call({
        key,
        part: 'planning',
        question: 'file',
        input: JSON.stringify({ format }),
      });
      const { name, text, anew, source, given, losses } = handedOver.parse(answer);
      // The file that comes back is known by the numbers it went out with.
      if (given.length > 0) store.handedOver(source, given);
      await whenSettled(store);
      hand(name, text);
      const [first] = losses;
      announce(
        [
          t(`planning.file.${anew ?? 'kept'}`),
          ...(first ? [t('planning.file.losses', { count: losses.length, first: words.told(first) })] : []),
        ].join(' '),
      );
    } catch (error) {
      announce(t('planning.file.failed', { why: wordsOf(problemsOf(error)) ?? '' }));
    }
  };
}

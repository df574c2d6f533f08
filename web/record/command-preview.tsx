import type { commandPreview } from '@callosum/kernel/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './record.module.css';

type Counts = z.infer<typeof commandPreview>;
const DEEDS = ['created', 'changed', 'withdrawn'] as const;

/** What a command would do, counted; said again, by screen readers as well, when it is another number. */
export function CommandPreview({ counts }: { readonly counts: Counts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const lines = DEEDS.flatMap((deed) =>
    Object.entries(counts[deed]).map(([kind, count]) => {
      const what = count === 1 ? words.one(kind) : words.many(kind);
      return t(`record.command.${deed}`, { number: format.number(count), what });
    }),
  );
  const links = counts.linked + counts.unlinked;
  if (lines.length === 0 && links > 0) lines.push(t('record.command.links', { number: format.number(links) }));
  return (
    <output className={classes['note']}>{lines.length > 0 ? lines.join(' · ') : t('record.command.nothing')}</output>
  );
}

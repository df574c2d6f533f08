import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFormat } from '../messages/format.ts';
import type { Choosing } from './grid.tsx';
import { MOST_SELECTED, NOTHING, refreshed, type Selection, withAll } from './selection.ts';
import type { RegisterQuery } from './use-pages.ts';

/** As many as one question may ask for; two of them are as many as can be changed at once. */
const PAGE = 500;

/** What is chosen in a register. A later choice is the one that counts, also against "all", which waits for the server. */
export function useSelection(query: RegisterQuery): Omit<Choosing, 'onEdit'> {
  const api = useApi();
  const announce = useAnnounce();
  const { t } = useTranslation();
  const format = useFormat();
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const choices = useRef(0);
  const choose = (next: Selection): void => {
    choices.current += 1;
    setSelection(next);
  };
  const chooseAll = async (): Promise<void> => {
    choices.current += 1;
    const asked = choices.current;
    const pages = await Promise.all(
      [0, PAGE].map((offset) => api.records.list.call({ ...query, offset, limit: PAGE })),
    ).catch(() => undefined);
    if (asked !== choices.current) return;
    if (!pages) {
      announce(t('problem.offline.message'));
      return;
    }
    choose(
      withAll(
        NOTHING,
        pages.flatMap(({ rows }) => rows),
      ),
    );
    if ((pages[0]?.total ?? 0) > MOST_SELECTED) {
      announce(t('register.firstSelected', { number: format.number(MOST_SELECTED) }));
    }
  };
  return {
    selection,
    onSelection: choose,
    onFresh: (rows) => setSelection((now) => refreshed(now, rows)),
    onAll: () => void chooseAll(),
  };
}

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';

/** Begins or ends that one follows a record, and says so. */
export function useFollowing(key: string, record: string, reference: string) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const choose = async (watching: boolean): Promise<void> => {
    setBusy(true);
    try {
      await api.collaboration.watch.call({ key, id: record, watching });
      announce(t(watching ? 'notices.followed.on' : 'notices.followed.off', { reference }));
    } catch (error) {
      const [trouble] = problemsOf(error);
      announce(trouble?.message || t(`problem.${trouble?.code ?? 'unexpected'}.message`));
    }
    setBusy(false);
    await Promise.all([
      queries.invalidateQueries({ queryKey: api.collaboration.watching.key({ input: { key, id: record } }) }),
      queries.invalidateQueries({ queryKey: api.notices.followed.key() }),
    ]);
  };
  return { choose, busy };
}

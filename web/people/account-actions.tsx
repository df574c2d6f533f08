import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems } from '../kit/problems.tsx';

/** What owners of the organisation do about somebody's account: end its sessions, switch it off and on. */
export function AccountActions(props: {
  readonly person: { readonly id: string; readonly off: boolean };
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const id = useId();
  const me = useQuery(api.me.queryOptions()).data;
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const { id: account, off } = props.person;
  if (!me?.roles.includes('owner') || me.id === account) return null;
  const act = async (work: () => Promise<string>): Promise<void> => {
    try {
      announce(await work());
      await queries.invalidateQueries();
      props.onDone();
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  const endSessions = async (): Promise<string> => {
    const { ended } = await api.people.endSessions.call({ account });
    return t('people.account.ended', { count: ended });
  };
  const setActive = async (active: boolean): Promise<string> => {
    await api.people.setActive.call({ account, active });
    return t(active ? 'people.account.isOn' : 'people.account.isOff');
  };
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{t('people.account.title')}</h3>
      <p>{t('people.account.lead')}</p>
      <Problems problems={problems} focus />
      <Group mt="sm">
        <Button variant="default" onClick={() => void act(endSessions)}>
          {t('people.account.endSessions')}
        </Button>
        <Button variant="default" onClick={() => void act(() => setActive(off))}>
          {t(off ? 'people.account.on' : 'people.account.off')}
        </Button>
      </Group>
    </section>
  );
}

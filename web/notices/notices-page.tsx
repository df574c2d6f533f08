import { Button } from '@mantine/core';
import type { NoticePreferences } from '@callosum/kernel/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { useDoing } from '../settings/section.tsx';
import { DigestSection, QuietSection, WaysSection } from './choices.tsx';
import { Devices } from './devices.tsx';
import { Followed } from './followed.tsx';
import { Policy } from './policy.tsx';
import { Form } from '../kit/form.tsx';

/** How one hears of what is new, and of what. */
export function NoticesPage() {
  const { t } = useTranslation();
  const api = useApi();
  const known = useQuery(api.notices.preferences.queryOptions());
  return (
    <Page title={t('notices.title')} lead={t('notices.lead')}>
      <Loaded query={known}>
        {({ preferences, mail, policy, mayPolicy }) => (
          <>
            <Devices />
            <Choices preferences={preferences} mail={mail} />
            <Followed />
            {mayPolicy && <Policy policy={policy} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Choices({
  preferences,
  mail,
}: {
  readonly preferences: NoticePreferences;
  readonly mail: 'ready' | 'noServer' | 'noAddress';
}) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const { problems, act } = useDoing(api.notices.key());
  const [entry, setEntry] = useState(preferences);
  const change = (more: Partial<NoticePreferences>): void => setEntry((before) => ({ ...before, ...more }));
  const save = async (): Promise<void> => {
    if (await act(() => api.notices.setPreferences.call(entry))) announce(t('notices.saved'));
  };
  return (
    <Form onSubmit={() => void save()}>
      <WaysSection entry={entry} onChange={change} mail={mail} />
      <DigestSection entry={entry} onChange={change} />
      <QuietSection entry={entry} onChange={change} />
      <Problems problems={problems} focus />
      <Button mb="lg" type="submit">
        {t('notices.save')}
      </Button>
    </Form>
  );
}

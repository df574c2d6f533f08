import { Button } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import classes from './emergency.module.css';

/** As long as somebody is in a project by an emergency access, the page says so, and lets him end it. */
export function EmergencyBanner() {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const format = useFormat();
  const announce = useAnnounce();
  const { key, emergency } = useProject();
  if (emergency === null) return null;
  const end = async (): Promise<void> => {
    try {
      await api.identity.emergency.end.call({ key, id: emergency.id });
    } catch {
      announce(t('emergency.notEnded'));
      return;
    }
    announce(t('emergency.ended'));
    await navigate({ to: '/' });
    await queries.invalidateQueries();
  };
  return (
    <aside className={classes['banner']} aria-label={t('emergency.title')}>
      <IconUrgent size={18} stroke={1.7} aria-hidden="true" />
      <span>{t('emergency.lasts', { until: format.instant(emergency.until) })}</span>
      <Button size="compact-sm" variant="default" onClick={() => void end()}>
        {t('emergency.end')}
      </Button>
    </aside>
  );
}

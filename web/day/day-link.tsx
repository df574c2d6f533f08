import { ActionIcon, Indicator } from '@mantine/core';
import { IconSunrise } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUnread } from './use-day.ts';

const MOST_SHOWN = 99;

/** The way to one's day, with how much is new there. */
export function DayLink() {
  const { t } = useTranslation();
  const unread = useUnread();
  return (
    <Indicator disabled={unread === 0} label={Math.min(unread, MOST_SHOWN)} size={16} offset={6}>
      <ActionIcon
        component={Link}
        to="/day"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={unread === 0 ? t('day.title') : t('day.open', { count: unread })}
      >
        <IconSunrise size={21} stroke={1.5} />
      </ActionIcon>
    </Indicator>
  );
}

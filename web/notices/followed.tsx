import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FollowedRecord } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { useWords } from '../messages/words.ts';
import { Section } from '../settings/section.tsx';
import classes from './notices.module.css';
import { useFollowing } from './use-following.ts';

/** What one chose to follow, and what one left, each with the way back. */
export function Followed() {
  const { t } = useTranslation();
  const api = useApi();
  const followed = useQuery(api.notices.followed.queryOptions());
  return (
    <Section title={t('notices.followed.title')} lead={t('notices.followed.lead')}>
      <Loaded query={followed}>
        {({ following, left }) => (
          <>
            {following.length === 0 && <p className={classes['detail']}>{t('notices.followed.none')}</p>}
            <ul className={classes['rows']}>
              {following.map((item) => (
                <Row key={item.record.id} item={item} watching />
              ))}
            </ul>
            {left.length > 0 && (
              <>
                <h3>{t('notices.followed.left')}</h3>
                <ul className={classes['rows']}>
                  {left.map((item) => (
                    <Row key={item.record.id} item={item} watching={false} />
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Row({ item, watching }: { readonly item: FollowedRecord; readonly watching: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const { project, record } = item;
  const reference = words.reference(record.kind, record.number);
  const { choose, busy } = useFollowing(project.key, record.id, reference);
  return (
    <li>
      <span className={classes['what']}>
        <Link to="/p/$key/$reference" params={{ key: project.key, reference: record.id }}>
          {reference} {record.title}
        </Link>
        <span className={classes['detail']}>{project.title}</span>
      </span>
      <Button
        size="xs"
        variant="default"
        loading={busy}
        aria-label={t(watching ? 'notices.followed.unfollowOf' : 'notices.followed.followOf', { reference })}
        onClick={() => void choose(!watching)}
      >
        {t(watching ? 'notices.followed.unfollow' : 'notices.followed.follow')}
      </Button>
    </li>
  );
}

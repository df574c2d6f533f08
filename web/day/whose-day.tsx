import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Day } from '../api/shapes.ts';
import classes from './day.module.css';

/** Looks at the day of one of a demonstration’s people, as nobody can sign in as one of them. */
export function WhoseDay({ as, others }: { readonly as: string | undefined } & Pick<Day, 'others'>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const projects = Map.groupBy(others, ({ project }) => project.title);
  return (
    <div className={classes['whose']}>
      <NativeSelect
        label={t('day.whose')}
        value={as ?? ''}
        data={[
          { value: '', label: t('day.mine') },
          ...[...projects].map(([group, people]) => ({
            group,
            items: people.map(({ id, name }) => ({ value: id, label: name })),
          })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ to: '/day', search: value === '' ? {} : { as: value }, replace: true })
        }
      />
      {as !== undefined && <p className={classes['soft']}>{t('day.onlyLooked')}</p>}
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import { useProject } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { planView } from '../index.ts';
import { type PlanAddress, WAYS, writeAddress } from './plan-address.ts';
import classes from './plan-head.module.css';

/** The ways to look at the plan; each can be opened, sent and gone back to by its address. */
export function PlanTabs({ address }: { readonly address: PlanAddress }) {
  const { t } = useTranslation();
  const { key, at } = useProject();
  const shown = WAYS.filter((way) => way !== 'moves' || address.compare !== undefined);
  return (
    <nav className={classes['tabs']} aria-label={t('planning.ways')}>
      {shown.map((way) => (
        <Link
          key={way}
          to="/p/$key/$reference"
          params={{ key, reference: planView.name }}
          search={{ at, ...writeAddress({ ...address, as: way, table: false }) }}
          // Otherwise the shortest address would be taken for each of the others.
          activeOptions={{ exact: true }}
          data-current={way === address.as}
        >
          {t(`planning.way.${way}`)}
        </Link>
      ))}
    </nav>
  );
}

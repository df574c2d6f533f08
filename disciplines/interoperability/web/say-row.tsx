import type { MapRow } from '@callosum/hl7v2';
import { useNameOf } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { fieldPlaceOf } from '../bench/place.ts';
import type { MappingOffer } from '../views/mapping.ts';
import classes from './workbench.module.css';

/** A rule in words. @param place the field beside which it is said */
export function SayRow({
  row,
  place,
  offer,
}: {
  readonly row: MapRow | undefined;
  readonly place: string;
  readonly offer: MappingOffer;
}) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  if (!row) return null;
  const { to, from, rule, owner, note } = row;
  const map = rule.kind === 'codes' ? offer.codeMaps.find(({ id }) => id === rule.map)?.title : undefined;
  const goesElsewhere = fieldPlaceOf(to) !== place;
  return (
    <div>
      <span className={classes['code']}>
        {goesElsewhere ? t('interoperability.map.said.into', { to }) : to === place ? '' : `${to}: `}
      </span>{' '}
      {t(`interoperability.map.said.${rule.kind}`, { ...rule, from: from.join(', '), map: map ?? '' })}
      {owner !== undefined && <span className={classes['soft']}> {nameOf(owner)}</span>}
      {note !== undefined && <span className={classes['soft']}> {note}</span>}
    </div>
  );
}

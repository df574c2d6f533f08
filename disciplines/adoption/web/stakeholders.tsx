import type { ModelOf } from '@callosum/kernel';
import { Mentioned, useFormat, useNameOf, useWords } from '@callosum/web/views';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { stakeholderMap } from '../index.ts';
import { StanceTrack } from './stance-track.tsx';
import classes from './stakeholder-map.module.css';

type Placed = ModelOf<typeof stakeholderMap>['stakeholders'][number];

/** Those who stand in one corner of the map. */
export function Stakeholders(props: {
  readonly title: string;
  readonly about?: string;
  readonly strong?: boolean;
  readonly stakeholders: readonly Placed[];
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes['corner']} data-strong={props.strong === true}>
      <h2 id={id}>{props.title}</h2>
      {props.about !== undefined && <p className={classes['about']}>{props.about}</p>}
      {props.stakeholders.length === 0 ? (
        <p className={classes['about']}>{t('adoption.map.nobody')}</p>
      ) : (
        <>
          <div className={classes['scale']} aria-hidden="true">
            <span>{t('adoption.map.from')}</span>
            <span>{t('adoption.map.middle')}</span>
            <span>{t('adoption.map.to')}</span>
          </div>
          <ul>
            {props.stakeholders.map((one) => (
              <Stands key={one.id} one={one} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Stands({ one }: { readonly one: Placed }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const said = (stance: string | undefined): string =>
    stance === undefined ? t('adoption.map.unknown') : words.option(one.kind, 'stance', stance);
  const label = t(one.was === undefined ? 'adoption.map.track' : 'adoption.map.trackMoved', {
    stance: said(one.stance),
    was: said(one.was),
    wanted: said(one.wanted),
  });
  return (
    <li>
      <div className={classes['who']}>
        <Mentioned record={one} />
        <span className={classes['touch']}>
          {one.owner === undefined ? t('adoption.map.ownerNone') : nameOf(one.owner)}
          {one.due !== undefined && `, ${format.brief(one.due)}`}
          {one.overdue && <strong> {t('adoption.map.overdue')}</strong>}
        </span>
      </div>
      <StanceTrack stance={one.stance} wanted={one.wanted} was={one.was} label={label} />
    </li>
  );
}

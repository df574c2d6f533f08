import type { MapSide, SeenPlace } from '@callosum/hl7v2';
import { StateMark, useWords } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { MapFinding } from '../bench/map-table.ts';
import classes from './workbench.module.css';

const SHOWN_VALUES = 3;

/** What one end says of a field. */
export function SaySide({ side }: { readonly side: MapSide | undefined }) {
  const { t } = useTranslation();
  if (!side) return <span className={classes['soft']}>{t('interoperability.map.notThere')}</span>;
  const { name, usage, often, datatype, maxLength, tables } = side;
  const more = [
    usage,
    often,
    datatype,
    ...(maxLength === undefined ? [] : [t('interoperability.map.lengthUp', { count: maxLength })]),
    ...(tables.length === 0 ? [] : [t('interoperability.map.tableNamed', { tables: tables.join(', ') })]),
  ];
  return (
    <>
      {name}
      <div className={classes['soft']}>{more.join(' · ')}</div>
    </>
  );
}

/** The values that stand at a place most often. */
export function SeenValues({ seen: { messages, values, more } }: { readonly seen: SeenPlace }) {
  const { t } = useTranslation();
  if (messages === 0) return null;
  return (
    <>
      {values.slice(0, SHOWN_VALUES).map(({ value, count }) => (
        <div key={value} className={classes['code']}>
          {count === 1 ? value : t('interoperability.map.times', { value, count })}
        </div>
      ))}
      <span className={classes['soft']}>
        {t('interoperability.map.inMessages', { count: messages })}{' '}
        {(more || values.length > SHOWN_VALUES) && t('interoperability.map.moreValues')}
      </span>
    </>
  );
}

/** What the target would say to a field. */
export function FieldFindings({ findings }: { readonly findings: readonly MapFinding[] }) {
  const { t } = useTranslation();
  const { sentence } = useWords();
  return findings.map(({ code, severity, sentences, count }) => (
    <div key={code}>
      <StateMark tone={severity === 'error' ? 'unmet' : 'waived'} word={t(`interoperability.severity.${severity}`)} />{' '}
      {sentence(sentences.text)}{' '}
      <span className={classes['soft']}>{t('interoperability.map.inMessages', { count })}</span>
    </div>
  ));
}

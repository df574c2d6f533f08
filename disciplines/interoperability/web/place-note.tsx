import type { Finding } from '@callosum/hl7v2';
import { StateMark, useWords } from '@callosum/web/views';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceHelp } from '../bench/open-message.ts';
import { toneOfSeverity } from './finding-groups.tsx';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

const CODES_SHOWN = 12;

/** What is wrong at the chosen place and how it is mended, and what the standard says of it. */
export function PlaceNote({
  bench,
  id,
  path,
  findings,
}: {
  readonly bench: Bench;
  readonly id: number;
  readonly path: string;
  readonly findings: readonly Finding[];
}) {
  const { t } = useTranslation();
  const { sentence } = useWords();
  const [help, setHelp] = useState<PlaceHelp | null>();
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const said = await bench.ask('help', { id, path });
      if (current) setHelp(said);
    };
    void ask();
    return () => {
      current = false;
    };
  }, [bench, id, path]);
  return (
    <div className={classes['help']} aria-live="polite">
      <h3>
        <span className={classes['path']}>{path}</span> {help?.name ?? ''}
      </h3>
      {findings.map((one) => (
        <p key={`${one.against} ${one.code} ${one.text}`}>
          <StateMark quiet tone={toneOfSeverity(one.severity)} word={t(`interoperability.severity.${one.severity}`)} />{' '}
          {sentence(one.sentences.text)}{' '}
          <span className={classes['soft']}>
            {sentence(one.sentences.remedy)} ({t(`interoperability.findings.${one.against}`)})
          </span>
        </p>
      ))}
      {help ? (
        <dl>
          <dt>{t('interoperability.message.type')}</dt>
          <dd>{[help.datatype, help.typeName].filter(Boolean).join(' – ')}</dd>
          <dt>{t('interoperability.profile.usage')}</dt>
          <dd>{t(`interoperability.usage.${help.usage}`)}</dd>
          {help.often !== undefined && (
            <>
              <dt>{t('interoperability.profile.often')}</dt>
              <dd>{help.often}</dd>
            </>
          )}
          {help.maxLength !== undefined && (
            <>
              <dt>{t('interoperability.profile.length')}</dt>
              <dd>{help.maxLength}</dd>
            </>
          )}
          {help.table && (
            <>
              <dt>{t('interoperability.profile.table')}</dt>
              <dd>
                {help.table.name} {help.table.description}
                {help.table.codes.length > 0 && ': '}
                {help.table.codes
                  .slice(0, CODES_SHOWN)
                  .map(({ value, text }) => `${value} ${text}`)
                  .join(', ')}
                {help.table.codes.length > CODES_SHOWN &&
                  ` ${t('interoperability.message.moreCodes', { count: help.table.codes.length - CODES_SHOWN })}`}
              </dd>
            </>
          )}
        </dl>
      ) : (
        help === null && <p className={classes['soft']}>{t('interoperability.message.noHelp')}</p>
      )}
    </div>
  );
}

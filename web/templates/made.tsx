import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateMade } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './templates.module.css';

/** What will be made, before it is: counted by the very command that makes it. */
export function Made({ made }: { readonly made: TemplateMade }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);
  const empty = made.registers.filter((kind) => !made.counts.some((one) => one.kind === kind));
  return (
    <section ref={section} tabIndex={-1} className={classes['made']} aria-labelledby="template-made">
      <h2 id="template-made">{t('templates.made')}</h2>
      <p>
        {t('templates.span', {
          start: format.date(made.start),
          finish: format.date(made.finish),
          goLive: format.date(made.goLive),
        })}
      </p>
      {made.warnings.map((warning) => (
        <p key={`${warning.code} ${warning.message}`} className={classes['warning']}>
          {words.told(warning)}
        </p>
      ))}
      <div className={classes['tables']}>
        <table>
          <caption>{t('templates.counts')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('templates.register')}</th>
              <th scope="col" className={classes['end']}>
                {t('templates.records')}
              </th>
            </tr>
          </thead>
          <tbody>
            {made.counts.map(({ kind, count }) => (
              <tr key={kind}>
                <th scope="row">{words.many(kind)}</th>
                <td className={`${classes['end']} numeric`}>{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table>
          <caption>{t('templates.gates')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('templates.gate')}</th>
              <th scope="col">{t('templates.day')}</th>
            </tr>
          </thead>
          <tbody>
            {made.gates.map(({ key, title, date }) => (
              <tr key={key}>
                <th scope="row">{title}</th>
                <td>{format.date(date)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {empty.length > 0 && (
        <p>{t('templates.shownEmpty', { registers: empty.map((kind) => words.many(kind)).join(', ') })}</p>
      )}
      {made.documents.length > 0 && <p>{t('templates.documents', { documents: made.documents.join(', ') })}</p>}
    </section>
  );
}

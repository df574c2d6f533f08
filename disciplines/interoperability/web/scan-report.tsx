import { ExportTable, useFormat, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { ReplacedGroup } from '../bench/samples.ts';
import classes from './workbench.module.css';

/** What the scan took out of the messages before anything else saw them: kinds and places, never the values. */
export function ScanReport({ groups }: { readonly groups: readonly ReplacedGroup[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = t('interoperability.messages.parts.scan');
  const heads = ['class', 'place', 'count'] as const;
  return (
    <div>
      <p className={classes['soft']}>{t('interoperability.scan.about')}</p>
      {groups.length === 0 ? (
        <p>{t('interoperability.scan.none')}</p>
      ) : (
        <>
          <ExportTable
            name={title}
            sheet={() => ({
              headings: heads.map((head) => t(`interoperability.scan.${head}`)),
              rows: groups.map((one) => [t(`interoperability.class.${one.class}`), one.place, { number: one.count }]),
            })}
          />
          <ViewTable label={title}>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col" data-align={head === 'count' ? 'end' : 'start'}>
                    {t(`interoperability.scan.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.map((one) => (
                <tr key={`${one.class} ${one.place}`}>
                  <th scope="row">{t(`interoperability.class.${one.class}`)}</th>
                  <td className={classes['path']}>{one.place}</td>
                  <td data-align="end">{format.number(one.count)}</td>
                </tr>
              ))}
            </tbody>
          </ViewTable>
        </>
      )}
    </div>
  );
}

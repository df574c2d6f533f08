import { ViewTable } from '@callosum/web/views';
import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDifference } from '../bench/compare-messages.ts';
import classes from './workbench.module.css';

/** Messages that the open one can be compared with, and how: two lists of messages lead here. */
export interface Comparing {
  /** The most likely first. */
  readonly others: readonly { readonly value: string; readonly label: string }[];
  /** Stays the same as long as the open message does. */
  readonly compareWith: (other: string) => Promise<readonly MessageDifference[]>;
}

/** Where the open message and another one do not say the same. */
export function MessageDiff({ others, compareWith }: Comparing) {
  const { t } = useTranslation();
  const [chosen, setOther] = useState<string>();
  const [rows, setRows] = useState<readonly MessageDifference[]>([]);
  const other = chosen ?? others[0]?.value;
  useEffect(() => {
    let current = true;
    const compare = async (): Promise<void> => {
      const found = other === undefined ? [] : await compareWith(other);
      if (current) setRows(found);
    };
    void compare();
    return () => {
      current = false;
    };
  }, [compareWith, other]);
  if (others.length === 0) return <p>{t('interoperability.diff.alone')}</p>;
  return (
    <>
      <NativeSelect
        size="xs"
        maw={420}
        label={t('interoperability.diff.with')}
        value={other ?? ''}
        onChange={(event) => setOther(event.currentTarget.value)}
        data={others.map(({ value, label }) => ({ value, label }))}
      />
      {rows.length === 0 ? (
        <p>{t('interoperability.diff.same')}</p>
      ) : (
        <ViewTable label={t('interoperability.message.diff')}>
          <thead>
            <tr>
              <th scope="col">{t('interoperability.findings.place')}</th>
              <th scope="col">{t('interoperability.diff.here')}</th>
              <th scope="col">{t('interoperability.diff.there')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ path, left, right }) => (
              <tr key={path}>
                <th scope="row" className={classes['path']}>
                  {path}
                </th>
                <td className={classes['code']}>{left || t('interoperability.diff.nothing')}</td>
                <td className={classes['code']}>{right || t('interoperability.diff.nothing')}</td>
              </tr>
            ))}
          </tbody>
        </ViewTable>
      )}
    </>
  );
}

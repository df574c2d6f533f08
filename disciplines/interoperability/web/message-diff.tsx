import { ViewTable } from '@callosum/web/views';
import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDifference } from '../bench/compare-messages.ts';
import type { SampleLine } from '../bench/sample.ts';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

/** Offered at most; the list above finds the others. */
const OFFERED = 500;

/** Where the open message and another one do not say the same. */
export function MessageDiff({
  bench,
  id,
  lines,
}: {
  readonly bench: Bench;
  readonly id: number;
  readonly lines: readonly SampleLine[];
}) {
  const { t } = useTranslation();
  const type = lines.find((line) => line.id === id)?.type;
  // Messages of the same type first: that is what one compares.
  const others = lines
    .filter((line) => line.id !== id)
    .sort((a, b) => Number(b.type === type) - Number(a.type === type))
    .slice(0, OFFERED);
  const [other, setOther] = useState(others[0]?.id);
  const [rows, setRows] = useState<readonly MessageDifference[]>([]);
  useEffect(() => {
    let current = true;
    const compare = async (): Promise<void> => {
      const found = other === undefined ? [] : await bench.ask('compare', { left: id, right: other });
      if (current) setRows(found);
    };
    void compare();
    return () => {
      current = false;
    };
  }, [bench, id, other]);
  if (others.length === 0) return <p>{t('interoperability.diff.alone')}</p>;
  return (
    <>
      <NativeSelect
        size="xs"
        maw={420}
        label={t('interoperability.diff.with')}
        value={String(other)}
        onChange={(event) => setOther(Number(event.currentTarget.value))}
        data={others.map((line) => ({
          value: String(line.id),
          label: [line.type, line.controlId, line.sender, line.file].filter(Boolean).join(' · '),
        }))}
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

import { ExportTable, StateMark, type Tone, useFormat, useWords, ViewTable } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FindingGroup } from '../bench/samples.ts';
import classes from './workbench.module.css';

const TONE: Readonly<Record<FindingGroup['severity'], Tone>> = {
  error: 'unmet',
  warning: 'waived',
  information: 'unknown',
};

/** The shape a severity has wherever it is shown. */
export const toneOfSeverity = (severity: FindingGroup['severity']): Tone => TONE[severity];

/** Findings of all messages, the same ones together: what to talk about with the sender. */
export function FindingGroups({
  groups,
  onOpen,
}: {
  readonly groups: readonly FindingGroup[];
  readonly onOpen: (id: number, path: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sentence } = useWords();
  if (groups.length === 0) return <p>{t('interoperability.findings.none')}</p>;
  const heads = ['severity', 'place', 'text', 'remedy', 'against', 'count'] as const;
  return (
    <div>
      <div className={classes['tools']}>
        <ExportTable
          name={t('interoperability.messages.parts.findings')}
          sheet={() => ({
            headings: heads.map((head) => t(`interoperability.findings.${head}`)),
            rows: groups.map(({ severity, place, sentences, against, count }) => [
              t(`interoperability.severity.${severity}`),
              place,
              sentence(sentences.text),
              sentence(sentences.remedy),
              t(`interoperability.findings.${against}`),
              { number: count },
            ]),
          })}
        />
      </div>
      <ViewTable label={t('interoperability.messages.parts.findings')}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" data-align={head === 'count' ? 'end' : 'start'}>
                {t(`interoperability.findings.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.against} ${group.code} ${group.place}`}>
              <td>
                <StateMark
                  tone={toneOfSeverity(group.severity)}
                  word={t(`interoperability.severity.${group.severity}`)}
                />
              </td>
              <th scope="row" className={classes['path']}>
                {group.place}
              </th>
              <td>
                {sentence(group.sentences.text)}
                {group.others > 0 && (
                  <div className={classes['soft']}>
                    {t('interoperability.findings.others', {
                      count: group.others,
                      number: format.number(group.others),
                    })}
                  </div>
                )}
              </td>
              <td>{sentence(group.sentences.remedy)}</td>
              <td>{t(`interoperability.findings.${group.against}`)}</td>
              <td data-align="end">
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('interoperability.findings.open', {
                    place: group.place,
                    number: format.number(group.count),
                  })}
                  onClick={() => onOpen(group.first, group.place)}
                >
                  {format.number(group.count)}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
    </div>
  );
}

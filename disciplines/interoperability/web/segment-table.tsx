import type { Finding } from '@callosum/hl7v2';
import { StateMark, useWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { OpenSegment } from '../bench/open-message.ts';
import { toneOfSeverity } from './finding-groups.tsx';
import { isWithin } from './raw-lines.tsx';
import classes from './workbench.module.css';

/** The fields of the chosen segment: name, type, value, and what is wrong with it. */
export function SegmentTable({
  segment,
  findings,
  chosen,
  onChoose,
}: {
  readonly segment: OpenSegment;
  readonly findings: readonly Finding[];
  readonly chosen: string;
  readonly onChoose: (path: string) => void;
}) {
  const { t } = useTranslation();
  const { sentence } = useWords();
  return (
    <ViewTable label={`${segment.path} ${segment.description}`}>
      <thead>
        <tr>
          <th scope="col">{t('interoperability.message.field')}</th>
          <th scope="col">{t('interoperability.message.type')}</th>
          <th scope="col">{t('interoperability.message.value')}</th>
          <th scope="col">{t('interoperability.messages.parts.findings')}</th>
        </tr>
      </thead>
      <tbody>
        {segment.fields.map((field) => (
          <tr key={field.path}>
            <th scope="row">
              <button
                type="button"
                className={classes['leaf']}
                aria-pressed={isWithin(chosen, field)}
                onClick={() => onChoose(field.path)}
              >
                <span className={classes['path']}>{field.path}</span> {field.name}
              </button>
            </th>
            <td>{field.datatype}</td>
            <td className={classes['code']}>{segment.raw.slice(field.start, field.end)}</td>
            <td>
              {findings
                .filter(({ path }) => isWithin(path, field))
                .map(({ severity, text, sentences, code, path }) => (
                  <div key={`${code} ${path} ${text}`}>
                    <StateMark
                      quiet
                      tone={toneOfSeverity(severity)}
                      word={t(`interoperability.severity.${severity}`)}
                    />{' '}
                    {sentence(sentences.text)}
                  </div>
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </ViewTable>
  );
}

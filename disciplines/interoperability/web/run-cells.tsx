import { useFormat } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';

/** When a test was run, and how many of what was sent was correct: two cells of a table of tests. */
export function RunCells({
  run: { ranOn, sent, correct = 0 },
}: {
  readonly run: {
    readonly ranOn?: string | undefined;
    readonly sent?: number | undefined;
    readonly correct?: number | undefined;
  };
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <td>{ranOn === undefined ? '' : format.date(ranOn)}</td>
      <td data-align="end">
        {sent === undefined
          ? ''
          : t('interoperability.figure.of', { part: format.number(correct), whole: format.number(sent) })}
      </td>
    </>
  );
}

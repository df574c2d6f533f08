import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The day since when a view tells what has moved; nothing while none is chosen. */
export function Since(props: {
  readonly since: string | undefined;
  readonly onChange: (since: string | undefined) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        type="date"
        size="xs"
        aria-label={t('view.since')}
        leftSection={<span aria-hidden="true">{t('view.since')}</span>}
        leftSectionWidth={100}
        value={props.since ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (/^\d{4}-\d{2}-\d{2}$/.test(value)) props.onChange(value);
        }}
      />
      {props.since !== undefined && (
        <Button size="xs" variant="default" onClick={() => props.onChange(undefined)}>
          {t('view.sinceNothing')}
        </Button>
      )}
    </>
  );
}

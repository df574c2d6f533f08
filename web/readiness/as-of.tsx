import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Shows the project as of another day: what was known then, or how it will look if nothing changes. */
export function AsOf(props: {
  readonly at: string | undefined;
  readonly today: string;
  readonly onChange: (at: string | undefined) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        type="date"
        size="xs"
        aria-label={t('readiness.asOf')}
        leftSection={<span aria-hidden="true">{t('readiness.asOf')}</span>}
        leftSectionWidth={52}
        value={props.at ?? props.today}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (/^\d{4}-\d{2}-\d{2}$/.test(value)) props.onChange(value === props.today ? undefined : value);
        }}
      />
      {props.at !== undefined && (
        <Button size="xs" variant="default" onClick={() => props.onChange(undefined)}>
          {t('readiness.backToToday')}
        </Button>
      )}
    </>
  );
}

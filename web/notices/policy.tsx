import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Section, useDoing } from '../settings/section.tsx';

/** What notices may carry out of the house, for an owner of the organisation to say. */
export function Policy({ policy }: { readonly policy: { readonly titles: boolean } }) {
  const { t } = useTranslation();
  const api = useApi();
  const { problems, act } = useDoing(api.notices.key());
  return (
    <Section title={t('notices.policy.title')} lead={t('notices.policy.lead')} problems={problems}>
      <Checkbox
        label={t('notices.policy.titles')}
        checked={policy.titles}
        onChange={(event) => {
          const titles = event.currentTarget.checked;
          void act(() => api.notices.setPolicy.call({ titles }));
        }}
      />
    </Section>
  );
}

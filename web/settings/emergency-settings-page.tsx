import { Button, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { useApi } from '../composition.ts';
import { PersonSelect } from '../fields/person-select.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';
import { Form } from '../kit/form.tsx';

/** Who may take access in an emergency, for an owner of the organisation to say. */
export function EmergencySettingsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const policy = useQuery(api.identity.emergency.policy.queryOptions());
  return (
    <Page title={t('settings.emergency.title')} lead={t('emergency.settingsLead')}>
      <Loaded query={policy}>
        {({ accounts, longestMinutes }) => <Policy accounts={accounts ?? []} longestMinutes={longestMinutes} />}
      </Loaded>
    </Page>
  );
}

function Policy(props: { readonly accounts: readonly string[]; readonly longestMinutes: number }) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const nameOf = useNameOf();
  const { problems, act } = useDoing();
  const [accounts, setAccounts] = useState(props.accounts);
  const [longestMinutes, setLongest] = useState(props.longestMinutes);
  const save = async (): Promise<void> => {
    const input = { accounts: [...accounts], longestMinutes };
    if (await act(() => api.identity.emergency.setPolicy.call(input))) announce(t('emergency.saved'));
  };
  return (
    <Section title={t('emergency.who')} lead={t('emergency.whoLead')} problems={problems}>
      <Form className={classes['form']} onSubmit={() => void save()}>
        {accounts.length > 0 && (
          <ul className={classes['rows']}>
            {accounts.map((account) => (
              <li key={account}>
                <span>{nameOf(account)}</span>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('field.people.remove', { name: nameOf(account) })}
                  onClick={() => setAccounts((before) => before.filter((one) => one !== account))}
                >
                  {t('emergency.remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <PersonSelect
          label={t('emergency.add')}
          value=""
          first={{ value: '', label: t('people.choose') }}
          without={accounts}
          onPick={(account) => {
            if (account !== '') setAccounts((before) => [...before, account]);
          }}
        />
        <NumberInput
          label={t('emergency.longest')}
          min={5}
          max={1_440}
          allowDecimal={false}
          hideControls
          value={longestMinutes}
          onChange={(value) => setLongest(Number(value))}
        />
        <Button type="submit">{t('kit.save')}</Button>
      </Form>
    </Section>
  );
}

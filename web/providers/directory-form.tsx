import { Button, Checkbox, TextInput } from '@mantine/core';
import { type IdentityProvider, SCIM_PATH } from '@callosum/kernel/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { Section } from '../settings/section.tsx';
import settings from '../settings/settings.module.css';
import { Address } from './address.tsx';
import { domainsIn } from './domains.ts';
import classes from './providers.module.css';
import { useSaving } from './use-saving.ts';
import { Form } from '../kit/form.tsx';

/** What an owner enters for a directory; its token is made afterwards. */
export function DirectoryForm(props: {
  readonly provider: IdentityProvider | undefined;
  readonly onDone: (saved: boolean) => void;
}) {
  const { provider } = props;
  const { t } = useTranslation();
  const api = useApi();
  const fieldError = useFieldError();
  const [name, setName] = useState(provider?.name ?? '');
  const [domains, setDomains] = useState(provider?.domains.join(', ') ?? '');
  const [enabled, setEnabled] = useState(provider?.enabled ?? true);
  const { problems, save } = useSaving(props.onDone);
  const found = byField(problems, ['name', 'domains']);
  const submit = () =>
    save((proof) => {
      const id = provider === undefined ? {} : { id: provider.id };
      return api.identity.setDirectory.call({ ...id, name, enabled, domains: [...domainsIn(domains)], proof });
    });
  return (
    <Section
      title={provider ? t('providers.changeOf', provider) : t('providers.add.scim')}
      lead={t('providers.form.lead.scim')}
    >
      <Form className={classes['form']} onSubmit={() => void submit()}>
        <Problems problems={found.rest} focus />
        <dl className={classes['facts']}>
          <dt>{t('providers.scimAddress')}</dt>
          <dd>
            <Address
              value={window.location.origin + SCIM_PATH}
              label={t('providers.copyOf', { what: t('providers.scimAddress') })}
            />
          </dd>
        </dl>
        <TextInput
          required
          label={t('providers.form.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(found.at('name'))}
        />
        <TextInput
          mt="md"
          label={t('providers.domains.label')}
          description={t('providers.domains.help')}
          value={domains}
          onChange={(event) => setDomains(event.currentTarget.value)}
          error={fieldError(found.at('domains'))}
        />
        <Checkbox
          mt="md"
          label={t('providers.form.enabled')}
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        <div className={settings['buttons']}>
          <Button mt="lg" type="submit">
            {t('kit.save')}
          </Button>
          <Button mt="lg" variant="default" onClick={() => props.onDone(false)}>
            {t('kit.cancel')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

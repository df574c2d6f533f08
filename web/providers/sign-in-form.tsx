import { Button, Checkbox, FileButton, PasswordInput, Radio, Textarea, TextInput } from '@mantine/core';
import { type IdentityProvider, PROVIDER_PATHS, type TriedProvider } from '@callosum/kernel/contract';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { Section } from '../settings/section.tsx';
import settings from '../settings/settings.module.css';
import { Address } from './address.tsx';
import { domainsIn, namesIn } from './domains.ts';
import classes from './providers.module.css';
import { Told } from './told.tsx';
import { useSaving } from './use-saving.ts';
import { Form } from '../kit/form.tsx';

const FIELDS = ['name', 'issuer', 'clientId', 'clientSecret', 'metadata', 'domains', 'groupsFrom', 'strength'] as const;

const HERE = window.location.origin;

/** Entra ID sends group ids under this name in SAML; OpenID Connect says `groups` everywhere. */
const GROUPS = { oidc: 'groups', saml: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups' } as const;

function entryOf(kind: 'oidc' | 'saml', provider: IdentityProvider | undefined) {
  return {
    name: provider?.name ?? '',
    issuer: provider?.issuer ?? '',
    clientId: provider?.clientId ?? '',
    clientSecret: '',
    metadata: '',
    domains: provider?.domains.join(', ') ?? '',
    vouches: provider?.vouches ?? kind === 'saml',
    entry: provider?.entry ?? ('invited' as const),
    groupsFrom: provider?.groupsFrom ?? GROUPS[kind],
    strength: provider?.strength.join(', ') ?? '',
    enabled: provider?.enabled ?? true,
  };
}

/** What an owner enters for a provider people sign in through, and what he has to enter there. */
export function SignInForm(props: {
  readonly kind: 'oidc' | 'saml';
  readonly provider: IdentityProvider | undefined;
  readonly onDone: (saved: boolean) => void;
}) {
  const { kind, provider } = props;
  const { t } = useTranslation();
  const api = useApi();
  const fieldError = useFieldError();
  const [entry, setEntry] = useState(() => entryOf(kind, provider));
  const [told, setTold] = useState<TriedProvider>();
  const { problems, setProblems, save } = useSaving(props.onDone);
  const found = byField(problems, FIELDS);
  const set = (more: Partial<typeof entry>): void => setEntry((before) => ({ ...before, ...more }));
  const text = (name: (typeof FIELDS)[number]) => ({
    value: entry[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      set({ [name]: event.currentTarget.value }),
    error: fieldError(found.at(name)),
  });
  const attempt = async (): Promise<void> => {
    setTold(undefined);
    try {
      const { issuer, metadata } = entry;
      setTold(await api.identity.tryProvider.call(kind === 'oidc' ? { issuer } : { metadata }));
      setProblems([]);
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  const submit = () =>
    save(async (proof) => {
      const { name, issuer, clientId, clientSecret, metadata, vouches, groupsFrom, enabled } = entry;
      const id = provider === undefined ? {} : { id: provider.id };
      const domains = [...domainsIn(entry.domains)];
      const strength = [...namesIn(entry.strength)];
      const common = { ...id, name, domains, vouches, entry: entry.entry, groupsFrom, strength, enabled, proof };
      if (kind === 'saml') return api.identity.setSaml.call({ ...common, ...(metadata ? { metadata } : {}) });
      return api.identity.setOidc.call({ ...common, issuer, clientId, ...(clientSecret ? { clientSecret } : {}) });
    });

  return (
    <Section
      title={provider ? t('providers.changeOf', provider) : t(`providers.add.${kind}`)}
      lead={t(`providers.form.lead.${kind}`)}
    >
      <Form className={classes['form']} onSubmit={() => void submit()}>
        <Problems problems={found.rest} focus />
        <There kind={kind} />
        <TextInput
          required
          mt="md"
          label={t('providers.form.name')}
          description={t('providers.form.nameHelp')}
          {...text('name')}
        />
        {kind === 'oidc' ? (
          <>
            <TextInput
              required
              mt="md"
              type="url"
              label={t('providers.issuer')}
              description={t('providers.form.issuerHelp')}
              {...text('issuer')}
            />
            <TextInput required mt="md" label={t('providers.form.clientId')} autoComplete="off" {...text('clientId')} />
            <PasswordInput
              mt="md"
              label={t('providers.form.clientSecret')}
              description={provider ? t('providers.form.secretStays') : undefined}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
              {...text('clientSecret')}
            />
          </>
        ) : (
          <Metadata provider={provider} field={text('metadata')} onRead={(metadata) => set({ metadata })} />
        )}
        <Button mt="sm" size="xs" variant="default" onClick={() => void attempt()}>
          {t(`providers.form.try.${kind}`)}
        </Button>
        {told && <Told told={told} />}
        <TextInput
          mt="md"
          label={t('providers.domains.label')}
          description={t('providers.domains.help')}
          {...text('domains')}
        />
        <Checkbox
          mt="sm"
          label={t('providers.form.vouches')}
          description={t('providers.form.vouchesHelp')}
          checked={entry.vouches}
          onChange={(event) => set({ vouches: event.currentTarget.checked })}
        />
        <Radio.Group
          mt="md"
          label={t('providers.entry.title')}
          value={entry.entry}
          onChange={(value) => set({ entry: value === 'groups' ? 'groups' : 'invited' })}
        >
          <Radio mt="xs" value="invited" label={t('providers.entry.invited')} />
          <Radio mt="xs" value="groups" label={t('providers.entry.groups')} />
        </Radio.Group>
        <TextInput
          mt="md"
          label={t('providers.form.groupsFrom')}
          description={t('providers.form.groupsFromHelp')}
          {...text('groupsFrom')}
        />
        <TextInput
          mt="md"
          label={t('providers.strength.label')}
          description={t(`providers.strength.help.${kind}`)}
          {...text('strength')}
        />
        <Checkbox
          mt="md"
          label={t('providers.form.enabled')}
          checked={entry.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
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

/** What has to be entered at the provider. */
function There({ kind }: { readonly kind: 'oidc' | 'saml' }) {
  const { t } = useTranslation();
  const rows: readonly (readonly [string, string])[] =
    kind === 'oidc'
      ? [[t('providers.there.redirect'), HERE + PROVIDER_PATHS.callback]]
      : [
          [t('providers.there.entity'), HERE + PROVIDER_PATHS.metadata],
          [t('providers.there.reply'), HERE + PROVIDER_PATHS.saml],
        ];
  return (
    <>
      <p>{t('providers.there.lead')}</p>
      <dl className={classes['facts']}>
        {rows.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>
              <Address value={value} label={t('providers.copyOf', { what: label })} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}

function Metadata(props: {
  readonly provider: IdentityProvider | undefined;
  readonly field: {
    readonly value: string;
    readonly onChange: (event: React.ChangeEvent<HTMLTextAreaElement>) => void;
    readonly error: string | undefined;
  };
  readonly onRead: (text: string) => void;
}) {
  const { t } = useTranslation();
  const read = (file: File | null): void => {
    void file?.text().then(props.onRead);
  };
  return (
    <>
      <Textarea
        required={!props.provider}
        mt="md"
        rows={5}
        label={t('providers.form.metadata')}
        description={t(props.provider ? 'providers.form.metadataStays' : 'providers.form.metadataHelp')}
        {...props.field}
      />
      <FileButton accept=".xml,application/xml,text/xml,application/samlmetadata+xml" onChange={read}>
        {(button) => (
          <Button {...button} mt="sm" mr="sm" size="xs" variant="default">
            {t('providers.form.metadataFile')}
          </Button>
        )}
      </FileButton>
    </>
  );
}

import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Form } from '../kit/form.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { nameOfLanguage } from '../messages/choose-language.ts';
import { LANGUAGES } from '../messages/i18n.ts';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';

/** In which language one reads, and for owners of the organisation, in which everybody who has chosen none. */
export function LanguagePage() {
  const { t } = useTranslation();
  const api = useApi();
  const chosen = useQuery(api.identity.language.queryOptions());
  const owns = useQuery(api.me.queryOptions()).data?.roles.includes('owner') ?? false;
  return (
    <Page title={t('settings.language.title')} lead={t('language.lead')}>
      <Loaded query={chosen}>
        {({ own, installation }) => (
          <>
            <LanguageChoice
              title={t('language.own')}
              lead={t('language.ownLead')}
              none={
                installation === null
                  ? t('language.browsers')
                  : t('language.everybodys', { language: nameOfLanguage(installation) })
              }
              chosen={own}
              onChoose={(language) => api.identity.chooseLanguage.call({ language })}
            />
            {owns && (
              <LanguageChoice
                title={t('language.installation')}
                lead={t('language.installationLead')}
                none={t('language.browsers')}
                chosen={installation}
                onChoose={(language) => api.identity.setLanguage.call({ language })}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** One language of those there are, or none. The page is loaded anew, for every word of it changes. */
export function LanguageChoice(props: {
  readonly title: string;
  readonly lead: string;
  /** What it means to choose none. */
  readonly none: string;
  readonly chosen: string | null;
  readonly onChoose: (language: string | null) => Promise<unknown>;
  readonly languages?: readonly string[];
  readonly reload?: () => void;
}) {
  const { t } = useTranslation();
  const { problems, act } = useDoing();
  const { languages = LANGUAGES, reload = reloadInChosen } = props;
  const [entry, setEntry] = useState(props.chosen ?? '');
  const save = async (): Promise<void> => {
    if (await act(() => props.onChoose(entry === '' ? null : entry))) reload();
  };
  return (
    <Section title={props.title} lead={props.lead} problems={problems}>
      <Form className={classes['form']} onSubmit={() => void save()}>
        <NativeSelect
          label={props.title}
          value={entry}
          data={[
            { value: '', label: props.none },
            ...languages.map((language) => ({ value: language, label: nameOfLanguage(language) })),
          ]}
          onChange={(event) => setEntry(event.currentTarget.value)}
        />
        <Button type="submit">{t('kit.save')}</Button>
      </Form>
    </Section>
  );
}

/** Without the language that the address may ask for. */
function reloadInChosen(): void {
  window.location.assign(window.location.pathname);
}

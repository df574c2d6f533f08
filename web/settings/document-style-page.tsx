import { DEFAULT_STYLE, type HouseStyle, PAGE_SIZES } from '@callosum/kernel/report';
import { Button, FileButton, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { useFieldError } from '../kit/problems.tsx';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';
import { Form } from '../kit/form.tsx';

const FONTS = ['sans', 'serif'] as const;
const PARTS = ['name', 'accent', 'font', 'page', 'logo', 'footer'] as const;

/** How documents of the organisation look, with a piece of paper that shows it. */
export function DocumentStylePage() {
  const { t } = useTranslation();
  const api = useApi();
  const style = useQuery(api.documents.style.queryOptions());
  return (
    <Page title={t('settings.documentStyle.title')} lead={t('documentStyle.lead')}>
      <Loaded query={style}>{(data) => <Style style={data} />}</Loaded>
    </Page>
  );
}

function Style({ style }: { readonly style: HouseStyle }) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const { problems, act } = useDoing();
  const [entry, setEntry] = useState(style);
  const found = byField(problems, PARTS);
  const set = (part: Partial<HouseStyle>): void => setEntry((before) => ({ ...before, ...part }));
  const save = async (): Promise<void> => {
    if (await act(() => api.documents.setStyle.call(entry))) announce(t('documentStyle.saved'));
  };
  return (
    <Section title={t('documentStyle.title')} lead={t('documentStyle.titleLead')} problems={found.rest}>
      <div className={classes['beside']}>
        <Form className={classes['form']} onSubmit={() => void save()}>
          <TextInput
            label={t('documentStyle.name')}
            maxLength={120}
            error={fieldError(found.at('name'))}
            value={entry.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            type="color"
            label={t('documentStyle.accent')}
            description={t('documentStyle.accentHelp')}
            error={fieldError(found.at('accent'))}
            value={entry.accent}
            onChange={(event) => set({ accent: event.currentTarget.value.toLowerCase() })}
          />
          <NativeSelect
            label={t('documentStyle.font')}
            value={entry.font}
            data={FONTS.map((value) => ({ value, label: t(`documentStyle.fonts.${value}`) }))}
            onChange={(event) => set({ font: event.currentTarget.value === 'serif' ? 'serif' : 'sans' })}
          />
          <NativeSelect
            label={t('documentStyle.page')}
            value={entry.page}
            data={[...PAGE_SIZES]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              set({ page: PAGE_SIZES.find((one) => one === value) ?? DEFAULT_STYLE.page });
            }}
          />
          <TextInput
            label={t('documentStyle.footer')}
            description={t('documentStyle.footerHelp')}
            maxLength={120}
            error={fieldError(found.at('footer'))}
            value={entry.footer}
            onChange={(event) => set({ footer: event.currentTarget.value })}
          />
          <Group>
            <FileButton
              accept="image/png"
              inputProps={{ 'aria-label': t('documentStyle.logo') }}
              onChange={(file) => {
                if (file) void base64Of(file).then((logo) => set({ logo }));
              }}
            >
              {(button) => (
                <Button {...button} variant="default">
                  {t('documentStyle.logo')}
                </Button>
              )}
            </FileButton>
            {entry.logo !== null && (
              <Button variant="subtle" color="gray" onClick={() => set({ logo: null })}>
                {t('documentStyle.noLogo')}
              </Button>
            )}
          </Group>
          {found.at('logo').length > 0 && <p data-tone="unmet">{fieldError(found.at('logo'))}</p>}
          <Button type="submit">{t('kit.save')}</Button>
        </Form>
        <Paper style={entry} />
      </div>
    </Section>
  );
}

/** The head of a document, as it will be printed. */
function Paper({ style }: { readonly style: HouseStyle }) {
  const { t } = useTranslation();
  return (
    <figure className={classes['paper']} data-page={style.page} data-font={style.font}>
      <figcaption className="hidden">{t('documentStyle.preview')}</figcaption>
      <p className={classes['house']}>
        {style.logo !== null && <img alt="" src={`data:image/png;base64,${style.logo}`} />}
        <span>{style.name}</span>
      </p>
      <p className={classes['paperTitle']} style={{ color: style.accent }}>
        {t('documentStyle.sample')}
      </p>
      <p className={classes['paperLine']} style={{ borderColor: style.accent }}>
        {t('documentStyle.sampleText')}
      </p>
      <p className={classes['paperFoot']}>
        {style.footer !== '' && <span>{style.footer}</span>}
        {t('documentStyle.sampleFoot')}
      </p>
    </figure>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCodePoint(byte);
  return btoa(text);
}

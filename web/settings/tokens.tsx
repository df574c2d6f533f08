import { REFERENCE_PATH } from '@callosum/kernel/contract';
import { Button, Checkbox, Code, CopyButton, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { useFormat } from '../messages/format.ts';
import { useProof } from './proof.tsx';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';
import { Form } from '../kit/form.tsx';

const STANDARD_DAYS = 90;
const MOST_DAYS = 366;

/** What scripts act with: narrower than oneself, for a while, ended at once. */
export function Tokens() {
  const { t } = useTranslation();
  const api = useApi();
  const format = useFormat();
  const tokens = useQuery(api.identity.tokens.list.queryOptions());
  const { problems, act } = useDoing();
  const [made, setMade] = useState('');
  return (
    <Section title={t('account.tokens.title')} lead={t('account.tokens.lead')} problems={problems}>
      <p>
        <a href={REFERENCE_PATH}>{t('account.tokens.reference')}</a>
      </p>
      <Loaded query={tokens}>
        {(list) => (
          <ul className={classes['rows']}>
            {list.map((token) => (
              <li key={token.id}>
                <span className={classes['what']}>
                  {token.name}
                  <span className={classes['detail']}>
                    {[
                      token.project ?? t('account.tokens.everywhere'),
                      token.readOnly && t('account.tokens.readOnly'),
                      token.ended
                        ? t('account.tokens.ended')
                        : t('account.tokens.until', { at: format.instant(token.expires) }),
                      token.lastUsed
                        ? t('account.tokens.used', { at: format.instant(token.lastUsed) })
                        : t('account.tokens.unused'),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {!token.ended && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('account.tokens.revokeNamed', { name: token.name })}
                    onClick={() => void act(() => api.identity.tokens.revoke.call({ id: token.id }))}
                  >
                    {t('account.tokens.revoke')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {made && (
        <output>
          <p>{t('account.tokens.made')}</p>
          <Code block>{made}</Code>
          <CopyButton value={made}>
            {({ copied, copy }) => (
              <Button my="sm" onClick={copy}>
                {copied ? t('invite.copied') : t('account.tokens.copy')}
              </Button>
            )}
          </CopyButton>
        </output>
      )}
      <NewToken onMake={(entry) => act(async () => setMade((await api.identity.tokens.make.call(entry)).token))} />
    </Section>
  );
}

interface Entry {
  readonly name: string;
  readonly project?: string;
  readonly readOnly: boolean;
  readonly days: number;
  readonly proof: string;
}

function NewToken({ onMake }: { readonly onMake: (entry: Entry) => Promise<boolean> }) {
  const { t } = useTranslation();
  const api = useApi();
  const ask = useProof();
  const projects = useQuery(api.projects.list.queryOptions()).data ?? [];
  const [name, setName] = useState('');
  const [project, setProject] = useState('');
  const [readOnly, setReadOnly] = useState(true);
  const [days, setDays] = useState(STANDARD_DAYS);
  const make = async (): Promise<void> => {
    const proof = await ask();
    if (proof === undefined) return;
    if (await onMake({ name, readOnly, days, proof, ...(project ? { project } : {}) })) setName('');
  };
  return (
    <Form onSubmit={() => void make()}>
      <TextInput
        maw={376}
        label={t('account.tokens.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        mt="sm"
        maw={376}
        label={t('account.tokens.project')}
        value={project}
        onChange={(event) => setProject(event.currentTarget.value)}
        data={[
          { value: '', label: t('account.tokens.everywhere') },
          ...projects.map(({ key, title }) => ({ value: key, label: title })),
        ]}
      />
      <NumberInput
        mt="sm"
        maw={376}
        label={t('account.tokens.days')}
        min={1}
        max={MOST_DAYS}
        allowDecimal={false}
        value={days}
        onChange={(value) => setDays(Number(value))}
        hideControls
      />
      <Checkbox
        mt="sm"
        label={t('account.tokens.readOnlyLabel')}
        checked={readOnly}
        onChange={(event) => setReadOnly(event.currentTarget.checked)}
      />
      <Button mt="sm" variant="default" type="submit" disabled={name.trim() === ''}>
        {t('account.tokens.make')}
      </Button>
    </Form>
  );
}

import { Button, Code, CopyButton, NativeSelect, TextInput } from '@mantine/core';
import { grantable, type Role, ROLES } from '@callosum/kernel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './shell.module.css';

/** Makes a one-time link to hand to a colleague. */
export function Invite(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly project: string | undefined;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const format = useFormat();
  const words = useWords();
  const me = useQuery(api.me.queryOptions()).data;
  const open = useQuery(api.projects.list.queryOptions()).data?.find(({ key }) => key === props.project);
  const roles = open?.roles ?? me?.roles ?? [];
  const [role, setRole] = useState<Role>('reader');
  const [made, setMade] = useState<Awaited<ReturnType<typeof api.people.invite.call>>>();
  const [email, setEmail] = useState('');
  const [until, setUntil] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const fieldError = useFieldError();
  const found = byField(problems, ['email', 'accountUntil']);
  const close = (): void => {
    setMade(undefined);
    setEmail('');
    setUntil('');
    setProblems([]);
    props.onClose();
  };
  const make = async (): Promise<void> => {
    try {
      setMade(
        await api.people.invite.call({
          role,
          ...(props.project === undefined ? {} : { project: props.project }),
          ...(email.trim() === '' ? {} : { email: email.trim() }),
          ...(until === '' ? {} : { accountUntil: until }),
        }),
      );
      setProblems([]);
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  const link = made ? new URL(made.path, window.location.origin).href : '';
  return (
    <Dialog opened={props.opened} onClose={close} title={t('invite.title')}>
      <p className={classes['dialogLead']}>
        {props.project ? t('invite.leadProject', { project: props.project }) : t('invite.lead')}
      </p>
      <NativeSelect
        label={t('invite.role')}
        value={role}
        description={t(`roleHelp.${role}`)}
        onChange={(event) => setRole(ROLES.find((one) => one === event.currentTarget.value) ?? 'reader')}
        data={grantable(roles).map((one) => ({ value: one, label: t(`role.${one}`) }))}
      />
      <TextInput
        mt="sm"
        type="email"
        label={t('invite.email')}
        description={t('invite.emailHelp')}
        error={fieldError(found.at('email'))}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <TextInput
        mt="sm"
        type="date"
        label={t('invite.until')}
        description={t('invite.untilHelp')}
        error={fieldError(found.at('accountUntil'))}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Problems problems={found.rest} />
      {made ? (
        <output className={classes['invitation']}>
          {made.mail?.sent === true && <p>{t('invite.sent', { email })}</p>}
          {made.mail?.sent === false && <p data-tone="unmet">{t('invite.notSent', { why: words.why(made.mail) })}</p>}
          <p>{t('invite.made', { until: format.instant(made.expires) })}</p>
          <Code block className={classes['link']}>
            {link}
          </Code>
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button mt="sm" onClick={copy}>
                {copied ? t('invite.copied') : t('invite.copy')}
              </Button>
            )}
          </CopyButton>
        </output>
      ) : (
        <Button mt="md" onClick={() => void make()}>
          {t('invite.make')}
        </Button>
      )}
    </Dialog>
  );
}

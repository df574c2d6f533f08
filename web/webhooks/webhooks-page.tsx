import { Button, Code, Group, TagsInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { problemsOf, type Trouble } from '../api/problems.ts';
import type { WebhookView } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { Attempts } from './attempts.tsx';
import { KindNames } from './kind-names.tsx';
import classes from './webhooks.module.css';
import { Form } from '../kit/form.tsx';

/** Who outside is told of what happens in a project, for those who manage it. */
export function WebhooksPage() {
  const { t } = useTranslation();
  const api = useApi();
  const project = useProject();
  const hooks = useQuery(api.webhooks.list.queryOptions({ input: { key: project.key } }));
  const [secret, setSecret] = useState<string>();
  return (
    <Page title={t('webhooks.title')} context={project.title} lead={t('webhooks.lead')}>
      {secret !== undefined && (
        <output className={classes['secret']}>
          <p>{t('webhooks.secret')}</p>
          <Code block>{secret}</Code>
        </output>
      )}
      <Loaded query={hooks}>
        {(list) => (
          <ul className={classes['list']}>
            {list.map((hook) => (
              <HookRow key={hook.id} hook={hook} project={project.key} onSecret={setSecret} />
            ))}
          </ul>
        )}
      </Loaded>
      <NewHook project={project.key} onSecret={setSecret} />
    </Page>
  );
}

/** Runs a change, keeps what went wrong, and asks anew how it stands. */
function useChange() {
  const api = useApi();
  const queries = useQueryClient();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      setProblems([]);
      return true;
    } catch (error) {
      setProblems(problemsOf(error));
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: api.webhooks.key() });
    }
  };
  return { problems, change };
}

function HookRow(props: {
  readonly hook: WebhookView;
  readonly project: string;
  readonly onSecret: (secret: string) => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const format = useFormat();
  const words = useWords();
  const nameOf = useNameOf();
  const announce = useAnnounce();
  const { problems, change } = useChange();
  const [open, setOpen] = useState(false);
  const { hook, project } = props;
  const input = { key: project, webhook: hook.id };
  const named = (act: string) => t('webhooks.ofAddress', { act, address: hook.address });
  const button = (act: string, work: () => Promise<unknown>) => (
    <Button size="compact-sm" variant="default" aria-label={named(act)} onClick={() => void change(work)}>
      {act}
    </Button>
  );
  const ping = async (): Promise<void> => {
    const outcome = await api.webhooks.ping.call(input);
    announce(outcome.delivered ? t('webhooks.arrived') : t('webhooks.notArrived', { why: words.why(outcome) }));
    setOpen(true);
  };
  const state =
    hook.paused === null
      ? hook.failingSince === null
        ? t(hook.behind === 0 ? 'webhooks.told' : 'webhooks.behind', { count: hook.behind })
        : t('webhooks.failing', { since: format.instant(hook.failingSince) })
      : t(`webhooks.paused.${hook.pausedWhy ?? 'hand'}`);
  return (
    <li>
      <p className={classes['address']}>{hook.address}</p>
      <p className={classes['soft']}>
        {hook.kinds.length === 0 ? t('webhooks.allKinds') : hook.kinds.map((kind) => words.many(kind)).join(', ')}
        {hook.commands.length > 0 && <> · {hook.commands.map((command) => words.command(command)).join(', ')}</>} ·{' '}
        {t('webhooks.by', { name: nameOf(hook.createdBy) })} · {state}
      </p>
      <Group gap="xs">
        {button(t('webhooks.ping'), ping)}
        {hook.paused === null
          ? button(t('webhooks.pause'), () => api.webhooks.pause.call(input))
          : button(t('webhooks.resume'), () => api.webhooks.resume.call(input))}
        {button(t('webhooks.rotate'), async () => props.onSecret((await api.webhooks.rotate.call(input)).secret))}
        {button(t('webhooks.remove'), () => api.webhooks.remove.call(input))}
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={open}
          aria-label={named(t('webhooks.attempts'))}
          onClick={() => setOpen(!open)}
        >
          {t('webhooks.attempts')}
        </Button>
      </Group>
      <Problems problems={problems} focus />
      {open && <Attempts project={project} webhook={hook.id} />}
    </li>
  );
}

function NewHook({ project, onSecret }: { readonly project: string; readonly onSecret: (secret: string) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const { problems, change } = useChange();
  const [address, setAddress] = useState('');
  const [kinds, setKinds] = useState<string[]>([]);
  const [commands, setCommands] = useState<string[]>([]);
  const make = async (): Promise<void> => {
    const made = await change(async () => {
      onSecret((await api.webhooks.create.call({ key: project, address, kinds, commands })).secret);
    });
    if (made) setAddress('');
  };
  return (
    <section aria-labelledby="new-webhook" className={classes['new']}>
      <h2 id="new-webhook">{t('webhooks.new')}</h2>
      <Form onSubmit={() => void make()}>
        <TextInput
          type="url"
          label={t('webhooks.address')}
          description={t('webhooks.addressHelp')}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <KindNames value={kinds} onChange={setKinds} />
        <TagsInput
          mt="sm"
          label={t('webhooks.commands')}
          description={t('webhooks.commandsHelp')}
          value={commands}
          onChange={setCommands}
        />
        <Problems problems={problems} focus />
        <Button mt="sm" type="submit" disabled={address.trim() === ''}>
          {t('webhooks.make')}
        </Button>
      </Form>
    </section>
  );
}

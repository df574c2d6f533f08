import { projectKey } from '@callosum/kernel/contract';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf, type Trouble } from '../api/problems.ts';
import type { TemplateMade } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { proposeKey } from '../import/propose.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Page } from '../kit/page.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { answersOf, type Draft, Intake } from '../templates/intake.tsx';
import { Made } from '../templates/made.tsx';
import { EMPTY, TemplateChoice } from '../templates/template-choice.tsx';
import { mayStartIn, useScopes } from './use-scopes.ts';
import { Form } from '../kit/form.tsx';

const FIELDS = ['title', 'key', 'zone', 'parent', 'answers', 'template', 'goLive'] as const;

/** Starts a programme, or a project: from a template, or empty. */
export function StartPage() {
  const { t } = useTranslation();
  const { type = 'project' } = useSearch({ from: '/shell/start' });
  return (
    <Page title={t(`scopes.startTitle.${type}`)} lead={t(`scopes.startLead.${type}`)}>
      <StartForm type={type} key={type} />
    </Page>
  );
}

function StartForm({ type }: { readonly type: 'programme' | 'project' }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const search = useSearch({ from: '/shell/start' });
  const places = useScopes().filter((node) => mayStartIn(node) && (type === 'project' || node.type === 'organisation'));
  const [title, setTitle] = useState('');
  const [typedKey, setTypedKey] = useState<string>();
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [chosen, setChosen] = useState(search.parent);
  const offers = useQuery({ ...api.templates.list.queryOptions(), enabled: type === 'project' }).data ?? [];
  const [template, setTemplate] = useState(EMPTY);
  const [answers, setAnswers] = useState<Draft>({});
  const [goLive, setGoLive] = useState('');
  /** What will be made, until something it rests on is changed. */
  const [made, setMade] = useState<TemplateMade>();
  const offer = offers.find(({ name }) => name === template);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [pending, setPending] = useState(false);
  const key = typedKey ?? (title.trim() === '' ? '' : proposeKey(title));
  const parent = places.find((place) => place.key === chosen)?.key ?? places[0]?.key ?? '';
  const found = byField(problems, FIELDS);
  const ready = title.trim() !== '' && projectKey.safeParse(key).success && parent !== '';

  const start = async (): Promise<void> => {
    setPending(true);
    try {
      const above = places.find((place) => place.key === parent)?.key ?? 'organisation';
      const choice = offer && {
        template: { name: offer.name, answers: answersOf(offer, answers), ...(goLive === '' ? {} : { goLive }) },
      };
      const dryRun = offer !== undefined && made === undefined;
      const answer = await api.scopes.create.call({
        type,
        parent: above,
        key,
        title: title.trim(),
        zone,
        dryRun,
        ...choice,
      });
      setProblems([]);
      if (dryRun) {
        setMade(answer.made ?? undefined);
        return;
      }
      await queries.invalidateQueries();
      announce(t('scopes.started', { title }));
      await navigate({ to: '/p/$key', params: { key } });
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Form
      onSubmit={() => {
        if (ready) void start();
      }}
    >
      <Problems problems={found.rest} focus />
      <TextInput
        required
        label={t('scopes.title')}
        value={title}
        error={fieldError(found.at('title'))}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextInput
        required
        mt="sm"
        label={t('scopes.key')}
        description={t('scopes.keyHelp')}
        value={key}
        error={fieldError(found.at('key'))}
        onChange={(event) => setTypedKey(event.currentTarget.value.toUpperCase())}
      />
      <NativeSelect
        mt="sm"
        label={t('scopes.parent')}
        value={parent}
        error={fieldError(found.at('parent'))}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={places.map((place) => ({ value: place.key, label: place.title }))}
      />
      <TextInput
        required
        mt="sm"
        label={t('scopes.zone')}
        description={t('scopes.zoneHelp')}
        value={zone}
        error={fieldError(found.at('zone'))}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
      {offers.length > 0 && (
        <TemplateChoice
          offers={offers}
          chosen={template}
          error={fieldError(found.at('template'))}
          onChoose={(name) => {
            setTemplate(name);
            setAnswers({});
            setMade(undefined);
          }}
        />
      )}
      {offer && (
        <>
          <Intake
            offer={offer}
            draft={answers}
            errorOf={(name) => fieldError(found.at('answers').filter(({ path }) => path?.[1] === name))}
            onChange={(draft) => {
              setAnswers(draft);
              setMade(undefined);
            }}
          />
          <TextInput
            mt="md"
            type="date"
            label={t('templates.goLive')}
            description={t('templates.goLiveHelp')}
            value={goLive}
            error={fieldError(found.at('goLive'))}
            onChange={(event) => {
              setGoLive(event.currentTarget.value);
              setMade(undefined);
            }}
          />
          {made && <Made made={made} />}
        </>
      )}
      <Group mt="lg">
        <Button type="submit" loading={pending} disabled={!ready}>
          {offer && !made ? t('templates.show') : t('scopes.start')}
        </Button>
        <Button variant="default" onClick={() => void navigate({ to: '/' })}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </Form>
  );
}

import { type Json } from '@callosum/kernel';
import { Button, Group, Radio, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import { byField, type Trouble } from '../api/problems.ts';
import type { Gate } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { useFocusFirst } from '../kit/focus-first.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { useProject } from '../shell/project.ts';
import { type ConditionDraft, Conditions } from './condition-inputs.tsx';
import classes from './readiness.module.css';
import { Votes, votesOf } from './vote-inputs.tsx';
import { Form } from '../kit/form.tsx';

const OUTCOMES = ['go', 'conditional', 'noGo'] as const;
type OutcomeName = (typeof OUTCOMES)[number];

interface Props {
  readonly gate: Gate;
  readonly today: string;
  readonly onDone: () => void;
}

/** Decides a gate. Where it names a panel, its members stand there already. */
export function DecideForm(props: Props) {
  const api = useApi();
  const { key } = useProject();
  const query = useQuery(api.records.get.queryOptions({ input: { key, id: props.gate.id } }));
  return (
    <Loaded query={query}>{({ record }) => <Deciding {...props} panel={peopleIn(record.fields['panel'])} />}</Loaded>
  );
}

const peopleIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Go, conditional go or no-go, with reasons and names. What the server refuses is said in place; nothing typed is lost. */
function Deciding({ gate, today, panel, onDone }: Props & { readonly panel: readonly string[] }) {
  const { t } = useTranslation();
  const project = useProject();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const command = useCommand(project.key);
  const form = useFocusFirst();
  const [outcome, setOutcome] = useState<OutcomeName | ''>('');
  const [rationale, setRationale] = useState('');
  const [votes, setVotes] = useState(() => votesOf(panel));
  const [conditions, setConditions] = useState<readonly ConditionDraft[]>([]);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const found = byField(problems, ['rationale', 'outcome', 'votes', 'conditions']);

  const decide = async (): Promise<void> => {
    if (outcome === '') {
      setProblems([{ severity: 'error', code: 'choose-outcome', message: '', path: ['outcome'] }]);
      return;
    }
    const input: Json = {
      gate: gate.id,
      outcome,
      rationale,
      // Lines nobody filled in are not sent; that at least one vote is needed, the server says.
      votes: votes
        .filter(({ voter, vote }) => voter !== '' && vote !== '')
        .map(({ voter, vote, remark }) => ({ voter, vote, ...(remark ? { remark } : {}) })),
      conditions:
        outcome === 'conditional' ? conditions.filter(({ title }) => title.trim() !== '').map(toCondition) : [],
    };
    const done = await command.run('gate.decide', input);
    if (!done.ok) {
      setProblems(done.problems);
      return;
    }
    announce(t('readiness.decided', { gate: gate.title, outcome: t(`outcome.${outcome}`) }));
    onDone();
  };

  return (
    <Form ref={form} className={classes['decide']} aria-label={t('readiness.decide')} onSubmit={() => void decide()}>
      <Problems problems={found.rest} focus />
      <Radio.Group
        label={t('readiness.outcome')}
        required
        value={outcome}
        error={fieldError(found.at('outcome'))}
        onChange={(value) => setOutcome(OUTCOMES.find((one) => one === value) ?? '')}
      >
        <Group gap="lg" mt={4}>
          {OUTCOMES.map((one) => (
            <Radio key={one} value={one} label={t(`outcome.${one}`)} />
          ))}
        </Group>
      </Radio.Group>
      <Textarea
        required
        autosize
        minRows={2}
        mt="md"
        label={t('readiness.rationale')}
        description={t('readiness.rationaleHelp')}
        value={rationale}
        error={fieldError(found.at('rationale'))}
        onChange={(event) => setRationale(event.currentTarget.value)}
      />
      <Votes votes={votes} onChange={setVotes} error={fieldError(found.at('votes'))} />
      {outcome === 'conditional' && (
        <Conditions
          conditions={conditions}
          today={today}
          onChange={setConditions}
          error={fieldError(found.at('conditions'))}
        />
      )}
      <Group mt="lg">
        <Button type="submit" loading={command.pending}>
          {t('readiness.freeze')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </Form>
  );
}

const toCondition = ({ title, due, owner }: ConditionDraft): Json => ({ title, due, ...(owner ? { owner } : {}) });

import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../api/people.tsx';
import { isSomebody } from '../fields/person.tsx';
import { useWords } from '../messages/words.ts';
import classes from './readiness.module.css';

export interface VoteDraft {
  readonly id: number;
  readonly voter: string;
  readonly vote: string;
  readonly remark: string;
}

const VOTES = { for: 'For', against: 'Against', abstain: 'Abstains' } as const;

/** Who voted how, one line a person. */
export function Votes(props: {
  readonly votes: readonly VoteDraft[];
  readonly onChange: (votes: readonly VoteDraft[]) => void;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const people = usePeople().filter(isSomebody);
  const { votes, onChange } = props;
  const set = (id: number, change: Partial<VoteDraft>): void =>
    onChange(votes.map((vote) => (vote.id === id ? { ...vote, ...change } : vote)));
  return (
    <fieldset className={classes['lines']}>
      <legend>{t('readiness.votes')}</legend>
      <p className={classes['soft']}>{t('readiness.votesHelp')}</p>
      {votes.map((vote, index) => (
        <div key={vote.id} className={classes['line']}>
          <NativeSelect
            aria-label={t('readiness.voter', { number: index + 1 })}
            value={vote.voter}
            onChange={(event) => set(vote.id, { voter: event.currentTarget.value })}
            data={[
              { value: '', label: t('record.choose') },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <NativeSelect
            aria-label={t('readiness.voteOf', { number: index + 1 })}
            value={vote.vote}
            onChange={(event) => set(vote.id, { vote: event.currentTarget.value })}
            data={Object.entries(VOTES).map(([value, label]) => ({ value, label: words.say(`vote.${value}`, label) }))}
          />
          <TextInput
            aria-label={t('readiness.remarkOf', { number: index + 1 })}
            placeholder={t('readiness.remarkOf', { number: index + 1 })}
            value={vote.remark}
            onChange={(event) => set(vote.id, { remark: event.currentTarget.value })}
          />
          {votes.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('readiness.removeVote', { number: index + 1 })}
              onClick={() => onChange(votes.filter(({ id }) => id !== vote.id))}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {props.error && (
        <p role="alert" data-tone="unmet">
          {props.error}
        </p>
      )}
      <Button
        size="xs"
        variant="default"
        onClick={() => onChange([...votes, { id: nextId(votes), voter: '', vote: 'for', remark: '' }])}
      >
        {t('readiness.addVote')}
      </Button>
    </fieldset>
  );
}

export const nextId = (lines: readonly { readonly id: number }[]): number =>
  Math.max(0, ...lines.map(({ id }) => id)) + 1;

import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PersonSelect } from '../fields/person-select.tsx';
import { type Line, Lines } from '../kit/lines.tsx';
import { useWords } from '../messages/words.ts';

export interface VoteDraft extends Line {
  readonly voter: string;
  readonly vote: string;
  readonly remark: string;
}

const VOTES = { for: 'For', against: 'Against', abstain: 'Abstains' } as const;

export const freshVote = (id: number): VoteDraft => ({ id, voter: '', vote: 'for', remark: '' });

/** A line for each who is asked to vote; how he did is still to be said. */
export const votesOf = (panel: readonly string[]): readonly VoteDraft[] =>
  panel.length === 0 ? [freshVote(1)] : panel.map((voter, index) => ({ ...freshVote(index + 1), voter, vote: '' }));

/** Who voted how, one line a person. */
export function Votes(props: {
  readonly votes: readonly VoteDraft[];
  readonly onChange: (votes: readonly VoteDraft[]) => void;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <Lines
      legend={t('readiness.votes')}
      help={t('readiness.votesHelp')}
      lines={props.votes}
      least={1}
      fresh={freshVote}
      add={t('readiness.addVote')}
      remove={(number) => t('readiness.removeVote', { number })}
      error={props.error}
      onChange={props.onChange}
    >
      {(line, set, number) => (
        <>
          <PersonSelect
            aria-label={t('readiness.voter', { number })}
            value={line.voter}
            first={{ value: '', label: t('record.choose') }}
            onPick={(voter) => set({ voter })}
          />
          <NativeSelect
            aria-label={t('readiness.voteOf', { number })}
            value={line.vote}
            onChange={(event) => set({ vote: event.currentTarget.value })}
            data={[
              { value: '', label: t('readiness.noVote') },
              ...Object.entries(VOTES).map(([value, label]) => ({ value, label: words.say(`vote.${value}`, label) })),
            ]}
          />
          <TextInput
            aria-label={t('readiness.remarkOf', { number })}
            placeholder={t('readiness.remarkOf', { number })}
            value={line.remark}
            onChange={(event) => set({ remark: event.currentTarget.value })}
          />
        </>
      )}
    </Lines>
  );
}

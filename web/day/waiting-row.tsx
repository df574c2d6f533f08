import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import type { Day } from '../api/shapes.ts';
import { useApi, useComposition } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './day.module.css';

/** One record that waits, why and until when, with the answers that can be given at once. */
export function WaitingRow({ item, his }: { readonly item: Day['waiting'][number]; readonly his: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const announce = useAnnounce();
  const { registry } = useComposition();
  const { project, record, until, owned, moves } = item;
  const command = useCommand(project.key);
  const queries = useQueryClient();
  const api = useApi();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const reference = words.reference(record.kind, record.number);
  // Of what has no states there is none to tell.
  const hasStates = Object.keys(registry.kinds.get(record.kind)?.lifecycle.states ?? {}).length > 1;
  const why = owned
    ? t(his ? 'day.because.ownerHis' : 'day.because.owner')
    : hasStates
      ? words.state(record.kind, record.state)
      : undefined;
  const answer = async (move: string): Promise<void> => {
    const outcome = await command.run('record.move', { id: record.id, move }, { [record.id]: record.version });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (!outcome.ok) return;
    const to = registry.kinds.get(record.kind)?.lifecycle.moves[move]?.to ?? '';
    announce(t('record.moved', { reference, state: words.state(record.kind, to) }));
    await queries.invalidateQueries({ queryKey: api.day.key() });
  };
  return (
    <li>
      <div className={classes['row']}>
        <div className={classes['what']}>
          <Link to="/p/$key/$reference" params={{ key: project.key, reference: record.id }}>
            {record.title}
          </Link>
          <p className={classes['soft']}>
            {words.one(record.kind)} {reference} · {project.title}
            {why !== undefined && <> · {why}</>}
            {until !== null && <> · {t('day.until', { date: format.day(until, project.today) })}</>}
          </p>
        </div>
        {moves.length > 0 && (
          <div className={classes['answers']}>
            {moves.map((move) => (
              <Button
                key={move}
                size="compact-sm"
                variant="default"
                loading={command.pending}
                aria-label={t('day.answer', { move: words.move(record.kind, move), reference })}
                onClick={() => void answer(move)}
              >
                {words.move(record.kind, move)}
              </Button>
            ))}
          </div>
        )}
      </div>
      <Problems problems={problems} />
    </li>
  );
}

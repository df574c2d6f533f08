import { partsOfText } from '@callosum/kernel';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import { useNameOf } from '../api/people.tsx';
import type { Trouble } from '../api/problems.ts';
import type { CommentView, RecordRow } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import classes from './collaboration.module.css';
import { Composer } from './composer.tsx';

/** What people say about a record, and where to say something. */
export function Comments({ record }: { readonly record: RecordRow }) {
  const { t } = useTranslation();
  const api = useApi();
  const project = useProject();
  const announce = useAnnounce();
  const command = useCommand(project.key);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const comments = useQuery(api.collaboration.comments.queryOptions({ input: { key: project.key, id: record.id } }));
  const send = async (text: string): Promise<boolean> => {
    const outcome = await command.run('comment.add', { on: record.id, text });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(t('collaboration.sent'));
    return outcome.ok;
  };
  return (
    <section className={classes['section']} aria-labelledby="comments">
      <h2 id="comments">{t('collaboration.comments')}</h2>
      <Loaded query={comments}>
        {({ comments: said, may }) => (
          <>
            {said.length === 0 && <p className={classes['soft']}>{t('collaboration.none')}</p>}
            <ol className={classes['comments']}>
              {said.map((one) => (
                <Comment key={one.id} comment={one} record={record.id} />
              ))}
            </ol>
            <Problems problems={problems} focus />
            {may.comment && (
              <Composer
                record={record.id}
                label={t('collaboration.write')}
                submit={t('collaboration.send')}
                pending={command.pending}
                onSend={send}
              />
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Comment({ comment, record }: { readonly comment: CommentView; readonly record: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const announce = useAnnounce();
  const command = useCommand(useProject().key);
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const when = format.instant(comment.written);
  const save = async (text: string): Promise<boolean> => {
    const outcome = await command.run('comment.edit', { id: comment.id, text }, { [comment.id]: comment.version });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) {
      setEditing(false);
      announce(t('collaboration.saved'));
    }
    return outcome.ok;
  };
  return (
    <li>
      <p className={classes['by']}>
        <strong>{nameOf(comment.author)}</strong> <time dateTime={comment.written}>{when}</time>
        {comment.changed !== null && (
          <span>{t('collaboration.changed', { when: format.instant(comment.changed) })}</span>
        )}
      </p>
      <Problems problems={problems} focus />
      {editing ? (
        <Composer
          record={record}
          label={t('collaboration.editOf', { when })}
          submit={t('collaboration.save')}
          kept={comment.text}
          pending={command.pending}
          onSend={save}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <p className={classes['said']}>
          <Said text={comment.text} />
        </p>
      )}
      {!editing && (comment.may.edit || comment.may.withdraw) && (
        <p className={classes['buttons']}>
          {comment.may.edit && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t('collaboration.editOf', { when })}
              onClick={() => setEditing(true)}
            >
              {t('collaboration.edit')}
            </Button>
          )}
          {comment.may.withdraw && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={t('collaboration.withdrawOf', { when, name: nameOf(comment.author) })}
              onClick={() => setLeaving(true)}
            >
              {t('collaboration.withdraw')}
            </Button>
          )}
        </p>
      )}
      <Dialog opened={leaving} onClose={() => setLeaving(false)} title={t('collaboration.withdraw')}>
        <CommandForm
          command="comment.withdraw"
          input={{ id: comment.id }}
          versions={{ [comment.id]: comment.version }}
          fields={[]}
          lead={t('collaboration.withdrawSure')}
          submit={t('collaboration.withdraw')}
          done={t('collaboration.withdrawn')}
          onCancel={() => setLeaving(false)}
          onDone={() => setLeaving(false)}
        />
      </Dialog>
    </li>
  );
}

/** A comment's text, with the names of those it mentions. */
function Said({ text }: { readonly text: string }) {
  const nameOf = useNameOf();
  return partsOfText(text).map((part, place) => {
    // The parts of one text keep their order.
    const key = `${place}`;
    if ('text' in part) return <span key={key}>{part.text}</span>;
    return (
      <span key={key} className={classes['mention']}>
        @{nameOf(part.account)}
      </span>
    );
  });
}

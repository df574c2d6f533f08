import {
  CommandAsk,
  CommandButton,
  Mentioned,
  useComposition,
  useFormat,
  useNameOf,
  useProject,
  useWords,
} from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from './meeting.tsx';
import classes from './meeting.module.css';

type Line = Meeting['agenda'][number];

interface Within {
  readonly meeting: Meeting;
  readonly isOpen: boolean;
}

/** What is on, in order: each with what it calls for. */
export function MeetingAgenda({ meeting, isOpen }: Within) {
  const { t } = useTranslation();
  const words = useWords();
  const { id, agenda, waiting, state } = meeting;
  const reference = words.reference(meeting.kind, meeting.number);
  return (
    <section aria-labelledby="meeting-agenda" className={classes['part']}>
      <h3 id="meeting-agenda">{t('foundation.meeting.agenda')}</h3>
      {agenda.length === 0 && <p className={classes['soft']}>{t('foundation.meeting.noAgenda')}</p>}
      {state === 'planned' && waiting > 0 && (
        <p className={classes['soft']}>
          {t('foundation.meeting.waiting', { count: waiting })}{' '}
          <CommandButton
            command="meeting.prepare"
            input={{ id }}
            label={t('foundation.meeting.prepareLabel', { reference })}
            done={t('foundation.meeting.prepared', { reference })}
          >
            {t('foundation.meeting.prepare')}
          </CommandButton>
        </p>
      )}
      <ol className={classes['agenda']}>
        {agenda.map((line) => (
          <AgendaItem key={line.item ?? line.about?.id} line={line} meeting={meeting} isOpen={isOpen} />
        ))}
      </ol>
    </section>
  );
}

function AgendaItem({ line, meeting, isOpen }: Within & { readonly line: Line }) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const [deciding, setDeciding] = useState(false);
  const { about, item, text, done } = line;
  const reference = about ? words.reference(about.kind, about.number) : '';
  const isDecision = about?.kind === 'decision' && about.open;
  return (
    <li data-done={done}>
      <div className={classes['line']}>
        <div className={classes['what']}>
          {about ? <Mentioned record={about} /> : text}
          {about && <About about={about} />}
        </div>
        {isOpen && (
          <div className={classes['does']}>
            {isDecision && project.mayRun('decision.take') && (
              <Button
                size="compact-xs"
                aria-expanded={deciding}
                aria-label={t('foundation.meeting.decideLabel', { reference })}
                onClick={() => setDeciding(!deciding)}
              >
                {t('foundation.meeting.decide')}
              </Button>
            )}
            {about?.kind === 'action' && about.open && (
              <CommandButton
                command="record.move"
                input={{ id: about.id, move: 'finish' }}
                label={t('foundation.meeting.finishLabel', { reference })}
                done={t('foundation.meeting.finished', { reference })}
              >
                {t('foundation.meeting.finish')}
              </CommandButton>
            )}
            {item !== undefined && (
              <CommandButton
                command="record.tick"
                input={{ id: meeting.id, field: 'agenda', item, done: !done }}
                label={t('foundation.meeting.treatedLabel', { text })}
                done={t('foundation.meeting.ticked', { text })}
                pressed={done}
              >
                {t('foundation.meeting.treated')}
              </CommandButton>
            )}
          </div>
        )}
      </div>
      {deciding && isDecision && (
        <div className={classes['ask']}>
          <CommandAsk
            command="decision.take"
            input={{ id: about.id, meetings: [meeting.id] }}
            onDone={() => setDeciding(false)}
            onCancel={() => setDeciding(false)}
          />
        </div>
      )}
    </li>
  );
}

/** Whose it is and by when; late is said in a word. */
function About({ about }: { readonly about: NonNullable<Line['about']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const { registry } = useComposition();
  // A gate is nobody’s own.
  const isOwned = registry.kinds.get(about.kind)?.fields['owner'] !== undefined;
  const says = [
    about.owner !== undefined ? nameOf(about.owner) : isOwned ? t('foundation.meeting.nobody') : undefined,
    about.open ? undefined : t('foundation.meeting.settled'),
  ].filter((one) => one !== undefined);
  return (
    <p className={classes['soft']}>
      {says.join(' · ')}
      {about.open && about.due !== undefined && (
        <span data-late={about.late}>
          {' · '}
          {t(about.late ? 'foundation.meeting.late' : 'foundation.meeting.by', { date: format.brief(about.due) })}
        </span>
      )}
    </p>
  );
}

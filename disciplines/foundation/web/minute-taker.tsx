import { Choice, CommandAsk, CommandForm } from '@callosum/web/views';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from './meeting.tsx';
import classes from './meeting.module.css';

const KINDS = ['note', 'promise', 'decide', 'ask'] as const;
type Written = (typeof KINDS)[number];

/** Minutes are typed once: what is promised, decided or asked becomes a record with a name and a day. */
export function MinuteTaker({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Written>('note');
  const [turn, setTurn] = useState(0);
  return (
    <section aria-labelledby="meeting-write" className={classes['taker']}>
      <h3 id="meeting-write">{t('foundation.meeting.write')}</h3>
      <Choice
        label={t('foundation.meeting.write')}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`foundation.meeting.kinds.${value}`) }))}
        onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'note')}
      />
      {kind === 'note' ? (
        <Note key={turn} id={meeting.id} onDone={() => setTurn(turn + 1)} />
      ) : (
        <CommandAsk key={kind} command={`meeting.${kind}`} input={{ id: meeting.id }} />
      )}
    </section>
  );
}

function Note({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <CommandForm
      command="meeting.note"
      input={{ id, text }}
      fields={['text']}
      submit={t('foundation.meeting.noteAdd')}
      disabled={text.trim() === ''}
      done={t('foundation.meeting.noteDone')}
      onDone={onDone}
    >
      {(errorOf) => (
        <Textarea
          label={t('foundation.meeting.note')}
          placeholder={t('foundation.meeting.notePlaceholder')}
          autosize
          minRows={2}
          maxRows={8}
          value={text}
          error={errorOf('text')}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            // A line is sent with the key that ends it; a second one within it takes Shift.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      )}
    </CommandForm>
  );
}

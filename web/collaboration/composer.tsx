import { Box, Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { keysOf } from '../actions/shortcuts.ts';
import { type Person, useNameOf } from '../api/people.tsx';
import { useApi } from '../composition.ts';
import { useProject } from '../shell/project.ts';
import classes from './collaboration.module.css';
import { LISTBOX, OPTION } from './list-roles.ts';
import { type Asked, askedAt, matching, toKept, toTyped, withName } from './mention.ts';

const MOST_OFFERED = 8;

/** Where a comment is written, with people to mention offered after an @. */
export function Composer(props: {
  readonly record: string;
  readonly label: string;
  readonly submit: string;
  /** What is kept already, when it is changed. */
  readonly kept?: string;
  readonly pending: boolean;
  /** Resolves to whether it was taken; what was typed stays otherwise. */
  readonly onSend: (text: string) => Promise<boolean>;
  readonly onCancel?: () => void;
}) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const project = useProject();
  const api = useApi();
  const list = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [begun] = useState(() => toTyped(props.kept ?? '', nameOf));
  const [text, setText] = useState(begun.text);
  const [picked, setPicked] = useState<readonly Person[]>(begun.picked);
  const [asked, setAsked] = useState<Asked>();
  const [at, setAt] = useState(0);
  const audience = useQuery({
    ...api.collaboration.audience.queryOptions({ input: { key: project.key, id: props.record } }),
    enabled: asked !== undefined,
  });
  const offered = asked ? matching(audience.data ?? [], asked.words).slice(0, MOST_OFFERED) : [];
  const current = offered[Math.min(at, offered.length - 1)];

  const look = (): void => {
    const box = area.current;
    setAsked(box ? askedAt(box.value, box.selectionEnd) : undefined);
    setAt(0);
  };
  const pick = (person: Person): void => {
    if (!asked) return;
    const next = withName(text, asked, person.name);
    // At once, so that what is typed next stands behind the name.
    flushSync(() => {
      setText(next.text);
      setPicked((before) => [...before.filter(({ name }) => name !== person.name), person]);
      setAsked(undefined);
    });
    area.current?.focus();
    area.current?.setSelectionRange(next.caret, next.caret);
  };
  const send = async (): Promise<void> => {
    if (text.trim() === '' || props.pending) return;
    if (!(await props.onSend(toKept(text, picked)))) return;
    setText('');
    setPicked([]);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
      return;
    }
    if (event.key === 'Escape' && (asked || props.onCancel)) {
      event.preventDefault();
      if (asked) setAsked(undefined);
      else props.onCancel?.();
      return;
    }
    if (!current) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined)
      setAt((now) => (Math.min(now, offered.length - 1) + step + offered.length) % offered.length);
    else if (event.key === 'Enter' || event.key === 'Tab') pick(current);
    else return;
    event.preventDefault();
  };

  return (
    <form
      className={classes['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Textarea
        ref={area}
        label={props.label}
        description={t('collaboration.hint', { keys: keysOf('mod+Enter').join(' ') })}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        value={text}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? list : undefined}
        aria-activedescendant={current ? `${list}-${current.id}` : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
          look();
        }}
        onClick={look}
        onBlur={() => setAsked(undefined)}
        onKeyDown={onKey}
      />
      <output className="hidden">
        {asked && offered.length > 0 ? t('collaboration.found', { count: offered.length }) : ''}
      </output>
      {offered.length > 0 && (
        <div className={classes['offered']} id={list} {...LISTBOX} aria-label={t('collaboration.people')}>
          {offered.map((person) => (
            <Box
              key={person.id}
              id={`${list}-${person.id}`}
              {...OPTION}
              aria-selected={person === current}
              // Before the box loses the focus.
              onMouseDown={(event) => {
                event.preventDefault();
                pick(person);
              }}
            >
              {person.name}
            </Box>
          ))}
        </div>
      )}
      <div className={classes['buttons']}>
        <Button type="submit" size="xs" loading={props.pending} disabled={text.trim() === ''}>
          {props.submit}
        </Button>
        {props.onCancel && (
          <Button size="xs" variant="default" onClick={props.onCancel}>
            {t('collaboration.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

import { usePeople, useWords } from '@callosum/web/views';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind, WORK_CLASSES } from '../index.ts';
import classes from './plan.module.css';

/** What is typed into a cell: Enter keeps it and goes down, Tab goes on, Escape leaves it as it was, leaving keeps it. */
export function CellInput(props: {
  readonly kind: 'text' | 'date' | 'person' | 'workClass';
  readonly label: string;
  readonly text: string;
  /** Undefined: nothing was typed. */
  readonly onDone: (text: string | undefined, then?: 'down' | 'right') => void;
}) {
  const { t } = useTranslation();
  const people = usePeople();
  const words = useWords();
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  // Moving the focus makes the browser say “blur” after each of the others.
  const done = useRef(false);
  const finish = (text: string | undefined, then?: 'down' | 'right'): void => {
    if (done.current) return;
    done.current = true;
    props.onDone(text === props.text ? undefined : text, then);
  };
  useEffect(() => {
    input.current?.focus();
    if (props.kind === 'text') input.current?.select();
  }, [props.kind]);
  const shared = {
    ref: input,
    className: classes['input'],
    'aria-label': props.label,
    defaultValue: props.text,
    onBlur: (event: React.FocusEvent<HTMLInputElement | HTMLSelectElement>) => finish(event.currentTarget.value),
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement | HTMLSelectElement>) => {
      if (!['Enter', 'Tab', 'Escape'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') finish(undefined);
      else finish(event.currentTarget.value, event.key === 'Enter' ? 'down' : 'right');
    },
  };
  if (props.kind === 'person' || props.kind === 'workClass') {
    const options =
      props.kind === 'person'
        ? people
        : Object.keys(WORK_CLASSES).map((id) => ({ id, name: words.option(taskKind.name, 'workClass', id) }));
    return (
      <select {...shared}>
        <option value="">{t(props.kind === 'person' ? 'planning.nobody' : 'planning.noClass')}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    );
  }
  return <input {...shared} type={props.kind} autoComplete="off" />;
}

import { type Clause, filterFaults, filterOperators, type Kind, type Operator, STATE_FIELD } from '@callosum/kernel';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonSelect } from '../fields/person-select.tsx';
import { useFocusFirst } from '../kit/focus-first.ts';
import { useWords } from '../messages/words.ts';
import { useClauseWords } from './clause-words.ts';
import classes from './register.module.css';

/** Days from today that are offered beside a date. */
const RELATIVE = [0, 7, 30, 90, -7, -30] as const;
const ME = 'me';
const OWN_DAY = '';

type Value = Clause['value'] | undefined;

/** One condition put together: which field, what is asked of it, and the value where one is needed. */
export function ClauseForm(props: {
  readonly kind: Kind;
  readonly clause: Clause | undefined;
  readonly onDone: (clause: Clause) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const words = useClauseWords(props.kind);
  const operators = filterOperators(props.kind);
  const first = props.clause?.field ?? operators.keys().next().value ?? STATE_FIELD;
  const [field, setField] = useState(first);
  const [op, setOp] = useState<Operator>(props.clause?.op ?? operators.get(first)?.[0] ?? 'set');
  const [value, setValue] = useState<Value>(props.clause?.value ?? startOf(props.kind, first));
  const form = useFocusFirst();
  const cancel = useEffectEvent(props.onCancel);
  useEffect(() => {
    const element = form.current;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') cancel();
    };
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  }, [form]);
  const valueless = op === 'set' || op === 'empty';
  const clause: Clause = valueless || value === undefined ? { field, op } : { field, op, value };
  const wrong = filterFaults([clause], props.kind, 'register').length > 0;
  return (
    <form
      ref={form}
      noValidate
      className={classes['clauseForm']}
      aria-label={t('register.addFilter')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) props.onDone(clause);
      }}
    >
      <NativeSelect
        size="xs"
        label={t('register.filterField')}
        value={field}
        onChange={(event) => {
          const name = event.currentTarget.value;
          setField(name);
          setOp(operators.get(name)?.[0] ?? 'set');
          setValue(startOf(props.kind, name));
        }}
        data={[...operators.keys()].map((name) => ({ value: name, label: words.field(name) }))}
      />
      <NativeSelect
        size="xs"
        label={t('register.filterOp')}
        value={op}
        onChange={(event) => {
          const chosen = (operators.get(field) ?? []).find((one) => one === event.currentTarget.value);
          if (chosen) setOp(chosen);
        }}
        data={(operators.get(field) ?? []).map((one) => ({ value: one, label: words.operator(field, one) }))}
      />
      {!valueless && <ValueInput kind={props.kind} field={field} value={value} onValue={setValue} />}
      <Group gap={8}>
        <Button type="submit" size="xs" disabled={wrong}>
          {t('register.apply')}
        </Button>
        <Button size="xs" variant="default" onClick={props.onCancel}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </form>
  );
}

const written = (value: Value): string =>
  typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';

/** What a value begins with, where one is as likely as another. */
function startOf(kind: Kind, name: string): Value {
  if (name === STATE_FIELD) return Object.keys(kind.lifecycle.states)[0];
  const field = kind.fields[name];
  if (field?.type === 'choice') return Object.keys(field.options)[0];
  if (field?.type === 'flag') return true;
  if (field?.type === 'person') return { me: true };
  if (field?.type === 'date' || field?.type === 'localTime') return { today: 0 };
  return undefined;
}

function ValueInput(props: {
  readonly kind: Kind;
  readonly field: string;
  readonly value: Value;
  readonly onValue: (value: Value) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const clauseWords = useClauseWords(props.kind);
  const { kind, field: name, value, onValue } = props;
  const label = t('register.filterValue');
  const type = name === STATE_FIELD ? STATE_FIELD : kind.fields[name]?.type;
  const pick = (data: readonly { value: string; label: string }[], now: string, onPick: (text: string) => void) => (
    <NativeSelect
      size="xs"
      label={label}
      value={now}
      onChange={(event) => onPick(event.currentTarget.value)}
      data={[...data]}
    />
  );
  const write = (kindOfInput: 'text' | 'number' | 'date', onText: (text: string) => void) => (
    <TextInput
      size="xs"
      label={label}
      type={kindOfInput}
      {...(kindOfInput === 'number' ? { step: 'any' } : {})}
      value={typeof value === 'string' || typeof value === 'number' ? value : ''}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
  const field = kind.fields[name];
  switch (type) {
    case STATE_FIELD: {
      const states = Object.keys(kind.lifecycle.states);
      return pick(
        states.map((one) => ({ value: one, label: words.state(kind.name, one) })),
        written(value),
        onValue,
      );
    }
    case 'choice': {
      const options = field?.type === 'choice' ? Object.keys(field.options) : [];
      return pick(
        options.map((one) => ({ value: one, label: words.option(kind.name, name, one) })),
        written(value),
        onValue,
      );
    }
    case 'flag':
      return pick(
        [
          { value: 'true', label: t('field.yes') },
          { value: 'false', label: t('field.no') },
        ],
        written(value),
        (text) => onValue(text === 'true'),
      );
    case 'person':
      return (
        <PersonSelect
          size="xs"
          label={label}
          value={typeof value === 'string' ? value : ME}
          first={{ value: ME, label: t('register.me') }}
          onPick={(account) => onValue(account === ME ? { me: true } : account)}
        />
      );
    case 'date':
    case 'localTime': {
      const relative = typeof value === 'object' && 'today' in value ? String(value.today) : OWN_DAY;
      return (
        <>
          {pick(
            [
              { value: OWN_DAY, label: t('register.ownDay') },
              ...RELATIVE.map((days) => ({ value: String(days), label: clauseWords.value(name, { today: days }) })),
            ],
            relative,
            (text) => onValue(text === OWN_DAY ? '' : { today: Number(text) }),
          )}
          {relative === OWN_DAY && write('date', onValue)}
        </>
      );
    }
    case 'number':
      return write('number', (text) => onValue(text === '' ? undefined : Number(text)));
    default:
      return write('text', (text) => onValue(text === '' ? undefined : text));
  }
}

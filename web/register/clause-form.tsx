import {
  type Clause,
  clauseSchema,
  type Field,
  fieldType,
  filterFaults,
  filterOperators,
  type Kind,
  operandOf,
  type Operator,
  STATE_FIELD,
} from '@callosum/kernel';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonSelect } from '../fields/person-select.tsx';
import { useFocusFirst } from '../kit/focus-first.ts';
import { useWords } from '../messages/words.ts';
import { optionsOf, ValuesInput } from './clause-options.tsx';
import { useClauseWords } from './clause-words.ts';
import classes from './register.module.css';
import { Form } from '../kit/form.tsx';

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
  const [value, setValue] = useState<Value>(props.clause?.value ?? startOf(props.kind, first, op));
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
  const valueless = operandOf(op) === 'none';
  const clause: Clause = valueless || value === undefined ? { field, op } : { field, op, value };
  const wrong = filterFaults([clause], props.kind, 'register').length > 0;
  return (
    <Form
      ref={form}
      className={classes['clauseForm']}
      aria-label={t('register.addFilter')}
      onSubmit={() => {
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
          const asked = operators.get(name)?.[0] ?? 'set';
          setOp(asked);
          setValue(startOf(props.kind, name, asked));
        }}
        data={[...operators.keys()].map((name) => ({ value: name, label: words.field(name) }))}
      />
      <NativeSelect
        size="xs"
        label={t('register.filterOp')}
        value={op}
        onChange={(event) => {
          const chosen = (operators.get(field) ?? []).find((one) => one === event.currentTarget.value);
          if (!chosen) return;
          if (operandOf(chosen) !== operandOf(op)) setValue(startOf(props.kind, field, chosen));
          setOp(chosen);
        }}
        data={(operators.get(field) ?? []).map((one) => ({ value: one, label: words.operator(field, one) }))}
      />
      {!valueless && <ValueInput kind={props.kind} field={field} op={op} value={value} onValue={setValue} />}
      <Group gap={8}>
        <Button type="submit" size="xs" disabled={wrong}>
          {t('register.apply')}
        </Button>
        <Button size="xs" variant="default" onClick={props.onCancel}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </Form>
  );
}

const written = (value: Value): string =>
  typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';

/** What a value begins with, where one is as likely as another. */
function startOf(kind: Kind, name: string, op: Operator): Value {
  if (operandOf(op) !== 'value') return undefined;
  if (name === STATE_FIELD) return Object.keys(kind.lifecycle.states)[0];
  const field = kind.fields[name];
  if (field?.type === 'choice') return Object.keys(field.options)[0];
  if (field?.type === 'rating') return field.table.levels[0]?.key;
  if (field?.type === 'flag') return true;
  if (field?.type === 'person') return { me: true };
  if (field?.type === 'date' || field?.type === 'localTime' || field?.type === 'dateTime') return { today: 0 };
  return undefined;
}

function ValueInput(props: {
  readonly kind: Kind;
  readonly field: string;
  readonly op: Operator;
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
  const options = optionsOf(kind, name, words);
  if (operandOf(props.op) === 'values') return <ValuesInput options={options} value={value} onValue={onValue} />;
  if (options) return pick(options, written(value), onValue);
  switch (type) {
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
    case 'dateTime':
    case 'localTime': {
      const relative =
        typeof value === 'object' && !Array.isArray(value) && 'today' in value ? String(value.today) : OWN_DAY;
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
    case 'money':
    case 'duration':
      return <WrittenValue field={field} onValue={onValue} value={value} />;
    default:
      return write('text', (text) => onValue(text === '' ? undefined : text));
  }
}

/** An amount or a length as it is written: 1250.50 EUR, 3d. */
function WrittenValue(props: {
  readonly field: Field | undefined;
  readonly value: Value;
  readonly onValue: (value: Value) => void;
}) {
  const { t } = useTranslation();
  const { field, onValue } = props;
  const [text, setText] = useState(field && isShaped(props.value) ? fieldType(field).format(props.value) : '');
  return (
    <TextInput
      size="xs"
      label={t('register.filterValue')}
      value={text}
      onChange={(event) => {
        const now = event.currentTarget.value;
        const read = field && fieldType(field).parse(now);
        setText(now);
        const value = read && 'value' in read ? clauseSchema.shape.value.safeParse(read.value).data : undefined;
        onValue(value);
      }}
    />
  );
}

const isShaped = (value: Value): value is Extract<Value, object> => typeof value === 'object';

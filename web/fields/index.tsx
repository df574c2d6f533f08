import type { Field, Json } from '@callosum/kernel';
import { useCallback } from 'react';
import { useWords } from '../messages/words.ts';
import { checklist } from './checklist.tsx';
import { choice } from './choice.tsx';
import { choices } from './choices.tsx';
import { dateTime } from './date-time.tsx';
import { date } from './date.tsx';
import { duration } from './duration.tsx';
import type { CellProps, Entry, FieldOf, FieldView, InputProps } from './field.ts';
import { file } from './file.tsx';
import { flag } from './flag.tsx';
import { FormulaInput } from './formula.tsx';
import { kindName } from './kind-name.tsx';
import { localTime } from './local-time.tsx';
import { money } from './money.tsx';
import { number } from './number.tsx';
import { people } from './people.tsx';
import { person } from './person.tsx';
import { rating } from './rating.tsx';
import { richText } from './rich-text/field.tsx';
import { structure } from './structure.tsx';
import { text } from './text.tsx';

const formula: FieldView<FieldOf<'formula'>> = {
  Input: FormulaInput,
  Cell: ({ field, ...rest }) => <AnyCell field={field.result} {...rest} />,
  width: 112,
  align: 'end',
};

/** How a field type is laid out in a list. */
export const layouts: { readonly [T in Field['type']]: FieldView<FieldOf<T>> } = {
  text,
  richText,
  number,
  flag,
  date,
  localTime,
  dateTime,
  money,
  choices,
  people,
  checklist,
  rating,
  formula,
  kindName,
  choice,
  person,
  duration,
  structure,
  file,
};

function AnyInput({ field, ...rest }: InputProps) {
  switch (field.type) {
    case 'text':
      return <text.Input field={field} {...rest} />;
    case 'richText':
      return <richText.Input field={field} {...rest} />;
    case 'number':
      return <number.Input field={field} {...rest} />;
    case 'flag':
      return <flag.Input field={field} {...rest} />;
    case 'date':
      return <date.Input field={field} {...rest} />;
    case 'localTime':
      return <localTime.Input field={field} {...rest} />;
    case 'dateTime':
      return <dateTime.Input field={field} {...rest} />;
    case 'money':
      return <money.Input field={field} {...rest} />;
    case 'choices':
      return <choices.Input field={field} {...rest} />;
    case 'people':
      return <people.Input field={field} {...rest} />;
    case 'checklist':
      return <checklist.Input field={field} {...rest} />;
    case 'rating':
      return <rating.Input field={field} {...rest} />;
    case 'formula':
      return <formula.Input field={field} {...rest} />;
    case 'kindName':
      return <kindName.Input field={field} {...rest} />;
    case 'choice':
      return <choice.Input field={field} {...rest} />;
    case 'person':
      return <person.Input field={field} {...rest} />;
    case 'duration':
      return <duration.Input field={field} {...rest} />;
    case 'structure':
      return <structure.Input field={field} {...rest} />;
    case 'file':
      return <file.Input field={field} {...rest} />;
  }
}

function AnyCell({ field, ...rest }: CellProps) {
  switch (field.type) {
    case 'text':
      return <text.Cell field={field} {...rest} />;
    case 'richText':
      return <richText.Cell field={field} {...rest} />;
    case 'number':
      return <number.Cell field={field} {...rest} />;
    case 'flag':
      return <flag.Cell field={field} {...rest} />;
    case 'date':
      return <date.Cell field={field} {...rest} />;
    case 'localTime':
      return <localTime.Cell field={field} {...rest} />;
    case 'dateTime':
      return <dateTime.Cell field={field} {...rest} />;
    case 'money':
      return <money.Cell field={field} {...rest} />;
    case 'choices':
      return <choices.Cell field={field} {...rest} />;
    case 'people':
      return <people.Cell field={field} {...rest} />;
    case 'checklist':
      return <checklist.Cell field={field} {...rest} />;
    case 'rating':
      return <rating.Cell field={field} {...rest} />;
    case 'formula':
      return <formula.Cell field={field} {...rest} />;
    case 'kindName':
      return <kindName.Cell field={field} {...rest} />;
    case 'choice':
      return <choice.Cell field={field} {...rest} />;
    case 'person':
      return <person.Cell field={field} {...rest} />;
    case 'duration':
      return <duration.Cell field={field} {...rest} />;
    case 'structure':
      return <structure.Cell field={field} {...rest} />;
    case 'file':
      return <file.Cell field={field} {...rest} />;
  }
}

interface Named {
  readonly kind: string;
  readonly name: string;
  readonly field: Field;
}

/** The input of a declared field, labelled from its declaration. */
export function FieldInput(
  props: Named & {
    readonly entry: Entry;
    readonly error?: string | undefined;
    readonly onEntry: (entry: Entry) => void;
  },
) {
  const words = useWords();
  const { kind, name, field } = props;
  const option = useCallback((value: string) => words.option(kind, name, value), [words, kind, name]);
  return (
    <AnyInput
      field={field}
      label={words.field(kind, name)}
      help={words.fieldHelp(kind, name)}
      error={props.error}
      entry={props.entry}
      onEntry={props.onEntry}
      option={option}
    />
  );
}

/** The value of a declared field, as it is read. */
export function FieldCell({
  kind,
  name,
  field,
  value,
  dense = false,
}: Named & { readonly value: Json | undefined; readonly dense?: boolean }) {
  const words = useWords();
  const option = useCallback((one: string) => words.option(kind, name, one), [words, kind, name]);
  if (value === undefined || value === null) return null;
  return <AnyCell name={name} field={field} value={value} dense={dense} option={option} />;
}

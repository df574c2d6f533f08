import { useFormat } from '../messages/format.ts';
import type { CellProps, FieldOf, FieldView } from './field.ts';
import { textOf } from '../kit/text-of.ts';
import { pickedWith } from './picked.tsx';

function Cell({ value }: CellProps<FieldOf<'date'>>) {
  const format = useFormat();
  return <time dateTime={textOf(value)}>{format.date(textOf(value))}</time>;
}

export const date: FieldView<FieldOf<'date'>> = { Input: pickedWith('date'), Cell, width: 152, align: 'start' };

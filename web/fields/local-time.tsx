import { useFormat } from '../messages/format.ts';
import type { CellProps, FieldOf, FieldView } from './field.ts';
import { textOf } from '../kit/text-of.ts';
import { pickedWith } from './picked.tsx';

function Cell({ field, value, dense }: CellProps<FieldOf<'localTime'>>) {
  const format = useFormat();
  const time = textOf(value);
  const short = field.exact ? format.briefTime : format.date;
  return (
    <time dateTime={time} title={dense ? format.localTime(time) : undefined}>
      {dense ? short(time) : format.localTime(time)}
    </time>
  );
}

export const localTime: FieldView<FieldOf<'localTime'>> = {
  Input: pickedWith('datetime-local'),
  Cell,
  width: 152,
  align: 'start',
};

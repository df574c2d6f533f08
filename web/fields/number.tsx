import { useFormat } from '../messages/format.ts';
import type { CellProps, FieldView, FieldOf } from './field.ts';
import { WrittenInput } from './written.tsx';

function Cell({ field, value }: CellProps<FieldOf<'number'>>) {
  const format = useFormat();
  if (typeof value !== 'number') return null;
  return <span className="numeric">{field.unit ? format.measure(value, field.unit) : format.number(value, 6)}</span>;
}

export const number: FieldView<FieldOf<'number'>> = { Input: WrittenInput, Cell, width: 96, align: 'end' };

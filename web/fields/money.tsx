import { fieldType } from '@callosum/kernel';
import { useFormat } from '../messages/format.ts';
import type { CellProps, FieldOf, FieldView } from './field.ts';
import { WrittenInput } from './written.tsx';

function Cell({ field, value }: CellProps<FieldOf<'money'>>) {
  const format = useFormat();
  // As the kernel writes it: “1250.5 EUR”; nothing for a value of another shape.
  const [amount, currency] = fieldType(field).format(value).split(' ');
  if (amount === undefined || currency === undefined) return null;
  return <span className="numeric">{format.money(amount, currency)}</span>;
}

export const money: FieldView<FieldOf<'money'>> = { Input: WrittenInput, Cell, width: 128, align: 'end' };

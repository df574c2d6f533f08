import { fieldType } from '@callosum/kernel';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import type { CellProps, FieldView, FieldOf } from './field.ts';
import { WrittenInput } from './written.tsx';

const WRITTEN = /^(-?[\d.]+)(e?)(mo|[mhdw])$/;

function Cell({ field, value }: CellProps<FieldOf<'duration'>>) {
  const { t } = useWords();
  const format = useFormat();
  const parts = WRITTEN.exec(fieldType(field).format(value));
  if (!parts) return null;
  const amount = format.number(Number(parts[1]), 2);
  return <span className="numeric">{t(`field.duration.${parts[2]}${parts[3]}`, { amount })}</span>;
}

export const duration: FieldView<FieldOf<'duration'>> = { Input: WrittenInput, Cell, width: 128, align: 'end' };

import { type Clause, type Field, fieldType, type Kind, operandOf, type Operator, STATE_FIELD } from '@callosum/kernel';
import { useMemo } from 'react';
import { useNameOf } from '../api/people.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';

/** What comes before or after, rather than being more or less. */
const DAYS: ReadonlySet<Field['type']> = new Set(['date', 'localTime', 'dateTime']);

export interface ClauseWords {
  readonly field: (name: string) => string;
  readonly operator: (field: string, op: Operator) => string;
  readonly value: (field: string, value: Clause['value'] | null) => string;
  /** “Due before 31 January 2027”. */
  readonly clause: (clause: Clause) => string;
}

/** How filters and groups of a kind read. */
export function useClauseWords(kind: Kind): ClauseWords {
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  return useMemo(() => {
    const { t } = words;
    const field = (name: string): string =>
      name === STATE_FIELD ? t('register.column.state') : words.field(kind.name, name);
    const operator = (name: string, op: Operator): string => {
      if (op !== 'before' && op !== 'upTo' && op !== 'after' && op !== 'from') return t(`register.op.${op}`);
      return DAYS.has(kind.fields[name]?.type ?? 'number') ? t(`register.op.day.${op}`) : t(`register.op.number.${op}`);
    };
    const value = (name: string, one: Clause['value'] | null): string => {
      if (one === null || one === undefined) return t('register.noValue');
      if (Array.isArray(one)) return one.map((part) => value(name, part)).join(', ');
      if (typeof one === 'object') {
        if ('me' in one) return t('register.me');
        if ('today' in one && typeof one.today === 'number') return daysFromToday(one.today);
        const shaped = kind.fields[name];
        return shaped ? fieldType(shaped).format(one) : '';
      }
      if (typeof one === 'boolean') return one ? t('field.yes') : t('field.no');
      if (typeof one === 'number') return format.number(one, 6);
      if (name === STATE_FIELD) return words.state(kind.name, one);
      const type = kind.fields[name]?.type;
      if (type === 'choice' || type === 'choices') return words.option(kind.name, name, one);
      if (type === 'rating') return words.option(kind.name, name, `level.${one}`);
      if (type === 'person' || type === 'people') return nameOf(one);
      return type === 'date' || type === 'localTime' || type === 'dateTime'
        ? format.date(one)
        : t('register.quoted', { text: one });
    };
    const daysFromToday = (days: number): string => {
      if (days === 0) return t('register.today');
      return days > 0 ? t('register.inDays', { count: days }) : t('register.daysAgo', { count: -days });
    };
    return {
      field,
      operator,
      value,
      clause: ({ field: name, op, value: one }) =>
        operandOf(op) === 'none'
          ? `${field(name)} ${operator(name, op)}`
          : `${field(name)} ${operator(name, op)} ${value(name, one)}`,
    };
  }, [words, format, nameOf, kind]);
}

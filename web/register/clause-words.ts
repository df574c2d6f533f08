import { type Clause, type Kind, type Operator, STATE_FIELD } from '@callosum/kernel';
import { useMemo } from 'react';
import { useNameOf } from '../api/people.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';

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
      return kind.fields[name]?.type === 'number' ? t(`register.op.number.${op}`) : t(`register.op.day.${op}`);
    };
    const value = (name: string, one: Clause['value'] | null): string => {
      if (one === null || one === undefined) return t('register.noValue');
      if (typeof one === 'object') {
        if ('me' in one) return t('register.me');
        if ('today' in one) return daysFromToday(one.today);
        return '';
      }
      if (typeof one === 'boolean') return one ? t('field.yes') : t('field.no');
      if (typeof one === 'number') return format.number(one, 6);
      if (name === STATE_FIELD) return words.state(kind.name, one);
      const type = kind.fields[name]?.type;
      if (type === 'choice') return words.option(kind.name, name, one);
      if (type === 'person') return nameOf(one);
      return type === 'date' || type === 'localTime' ? format.date(one) : t('register.quoted', { text: one });
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
        op === 'set' || op === 'empty'
          ? `${field(name)} ${operator(name, op)}`
          : `${field(name)} ${operator(name, op)} ${value(name, one)}`,
    };
  }, [words, format, nameOf, kind]);
}

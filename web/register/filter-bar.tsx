import type { Clause, Filter, Kind } from '@callosum/kernel';
import { IconFilterPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../actions/action.ts';
import { ClauseForm } from './clause-form.tsx';
import { useClauseWords } from './clause-words.ts';
import classes from './register.module.css';

/** Which condition is being put together: none, a new one, or the one at a place. */
export type Editing = number | 'new' | undefined;

/** The filter as a sentence: each condition can be changed or taken away, and another one added. */
export function FilterBar(props: {
  readonly kind: Kind;
  readonly filter: Filter;
  readonly editing: Editing;
  readonly onEditing: (editing: Editing) => void;
  readonly onFilter: (filter: Filter) => void;
  /** Other ways to look at the register. */
  readonly others: readonly Action[];
}) {
  const { t } = useTranslation();
  const words = useClauseWords(props.kind);
  const { filter, editing, onEditing, onFilter } = props;
  const [count, setCount] = useState(0);
  const done = (clause: Clause): void => {
    onFilter(editing === 'new' ? [...filter, clause] : filter.map((one, index) => (index === editing ? clause : one)));
    onEditing(undefined);
    setCount(count + 1);
  };
  return (
    <div className={classes['filterBar']}>
      <ul className={classes['clauses']} aria-label={t('register.filters')}>
        {filter.map((clause, index) => (
          <li key={JSON.stringify(clause)}>
            {index > 0 && <span className={classes['and']}>{t('register.and')} </span>}
            <span className={classes['clause']}>
              <button type="button" onClick={() => onEditing(index)} title={t('register.changeFilter')}>
                {words.clause(clause)}
              </button>
              <button
                type="button"
                aria-label={t('register.removeFilter', { filter: words.clause(clause) })}
                onClick={() => onFilter(filter.filter((_, other) => other !== index))}
              >
                <IconX size={13} aria-hidden="true" />
              </button>
            </span>
          </li>
        ))}
        <li>
          <button
            type="button"
            className={classes['quiet']}
            aria-expanded={editing === 'new'}
            onClick={() => onEditing(editing === 'new' ? undefined : 'new')}
          >
            <IconFilterPlus size={15} stroke={1.7} aria-hidden="true" /> {t('register.addFilter')}
          </button>
        </li>
        {filter.length > 0 && (
          <li>
            <button type="button" className={classes['quiet']} onClick={() => onFilter([])}>
              {t('register.clearFilters')}
            </button>
          </li>
        )}
        <li className={classes['others']}>
          {props.others
            .filter(({ visible }) => visible !== false)
            .map((action) => (
              <button key={action.id} type="button" className={classes['quiet']} onClick={action.run}>
                <action.icon size={15} stroke={1.7} /> {t(action.labelKey, action.values ?? {})}
              </button>
            ))}
        </li>
      </ul>
      {editing !== undefined && (
        <ClauseForm
          key={`${editing} ${count}`}
          kind={props.kind}
          clause={editing === 'new' ? undefined : filter[editing]}
          onDone={done}
          onCancel={() => onEditing(undefined)}
        />
      )}
    </div>
  );
}

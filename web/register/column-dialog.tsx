import type { Kind } from '@callosum/kernel';
import { ActionIcon, Button, Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../kit/dialog.tsx';
import { useClauseWords } from './clause-words.ts';
import { declaredColumns, possibleColumns } from './columns.ts';
import classes from './register.module.css';

/** Which columns a register shows, and in which order. */
export function ColumnDialog(props: {
  readonly kind: Kind;
  readonly opened: boolean;
  readonly chosen: readonly string[] | undefined;
  /** Undefined goes back to what the kind declares. */
  readonly onChosen: (columns: readonly string[] | undefined) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const words = useClauseWords(props.kind);
  const shown = props.chosen ?? declaredColumns(props.kind);
  const hidden = possibleColumns(props.kind).filter((name) => !shown.includes(name));
  const swap = (index: number, by: -1 | 1): void => {
    const next = [...shown];
    const [moved] = next.splice(index, 1);
    if (moved !== undefined) next.splice(index + by, 0, moved);
    props.onChosen(next);
  };
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('register.columns')}>
      <ul className={classes['columnList']}>
        {[...shown, ...hidden].map((name) => {
          const index = shown.indexOf(name);
          return (
            <li key={name}>
              <Checkbox
                label={words.field(name)}
                checked={index >= 0}
                disabled={name === 'title'}
                onChange={() => props.onChosen(index >= 0 ? shown.filter((other) => other !== name) : [...shown, name])}
              />
              {index >= 0 && (
                <span>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    disabled={index === 0}
                    aria-label={t('register.columnUp', { column: words.field(name) })}
                    onClick={() => swap(index, -1)}
                  >
                    <IconArrowUp size={15} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    disabled={index === shown.length - 1}
                    aria-label={t('register.columnDown', { column: words.field(name) })}
                    onClick={() => swap(index, 1)}
                  >
                    <IconArrowDown size={15} />
                  </ActionIcon>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <Button variant="default" size="xs" onClick={() => props.onChosen(undefined)}>
        {t('register.columnsDeclared')}
      </Button>
    </Dialog>
  );
}

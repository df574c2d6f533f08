import type { FieldChanges, Json, Kind } from '@callosum/kernel';
import { Button, Group } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldCell } from '../fields/index.tsx';
import { useWords } from '../messages/words.ts';
import { type Comparison, resolveChoices } from './conflict.ts';
import classes from './record.module.css';

/** Mine and theirs side by side; a choice for each field that both changed. */
export function ConflictTable(props: {
  readonly kind: Kind;
  readonly comparison: Comparison;
  readonly pending: boolean;
  readonly onSave: (changes: FieldChanges) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [choices, setChoices] = useState<Record<string, 'mine' | 'theirs'>>({});
  const { kind, comparison } = props;
  useEffect(() => heading.current?.focus(), []);
  const value = (name: string, one: Json | undefined) => {
    const field = kind.fields[name];
    if (!field || one === undefined) return <span className={classes['soft']}>{t('record.noField')}</span>;
    return <FieldCell kind={kind.name} name={name} field={field} value={one} />;
  };
  const decided = comparison.clashes.every((clash) => choices[clash.name] !== undefined);
  return (
    <section className={classes['section']} aria-labelledby="conflict">
      <h2 id="conflict" ref={heading} tabIndex={-1}>
        {t('record.conflict.title')}
      </h2>
      <p>{comparison.clashes.length === 0 ? t('record.conflict.none') : t('record.conflict.lead')}</p>
      {comparison.clashes.length > 0 && (
        <table className={classes['conflict']}>
          <thead>
            <tr>
              {(['field', 'base', 'mine', 'theirs'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`record.conflict.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparison.clashes.map((clash) => (
              <tr key={clash.name}>
                <th scope="row">{words.field(kind.name, clash.name)}</th>
                <td>{value(clash.name, clash.base)}</td>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side}>
                    <label className={classes['choice']}>
                      <input
                        type="radio"
                        name={`keep-${clash.name}`}
                        checked={choices[clash.name] === side}
                        onChange={() => setChoices((before) => ({ ...before, [clash.name]: side }))}
                      />
                      <span className="hidden">
                        {t('record.conflict.choose', { field: words.field(kind.name, clash.name) })}{' '}
                        {t(`record.conflict.${side}`)}:
                      </span>
                      {value(clash.name, clash[side])}
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group mt="md">
        <Button
          disabled={!decided}
          loading={props.pending}
          onClick={() => props.onSave(resolveChoices(comparison, choices))}
        >
          {t('record.conflict.save')}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </section>
  );
}

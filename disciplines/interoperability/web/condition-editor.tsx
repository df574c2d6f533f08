import {
  hasValues,
  type Predicate,
  PREDICATE_TESTS,
  type PredicateLine,
  predicateOf,
  type Usage,
} from '@callosum/hl7v2';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeEdit } from '../bench/profile-edits.ts';
import { conditionText, type ElementLine } from '../bench/profile-lines.ts';
import { USAGES } from './bounds-inputs.tsx';
import classes from './workbench.module.css';

/** A place that a condition can speak of, and what it is called. */
export interface PlaceOffer {
  readonly path: string;
  readonly name: string;
}

const EMPTY: PredicateLine = { place: '', test: 'valued', values: [] };
/** What an element can be on either side of its condition. */
const SIDES = USAGES.filter((code) => code !== 'C' && code !== 'CE');

/** When a conditional element is required, and what it is otherwise: lines of which all have to hold, or one is enough. */
export function ConditionEditor({
  path,
  line: { usage, stand },
  edit,
  places,
  onEdit,
}: {
  readonly path: string;
  readonly line: Pick<ElementLine, 'usage' | 'stand'>;
  readonly edit: NodeEdit | undefined;
  readonly places: readonly PlaceOffer[];
  readonly onEdit: (edit: NodeEdit) => void;
}) {
  const { t } = useTranslation();
  const offered = useId();
  const { condition } = usage;
  const read = condition && predicateOf(condition, stand);
  const predicate: Predicate | undefined =
    edit?.predicate ?? read ?? (condition ? undefined : { join: 'all', lines: [EMPTY] });
  const part = (name: string, number?: number): string =>
    `${path} ${t(`interoperability.profile.condition.${name}`, { number })}`;
  if (!predicate) {
    return (
      <div className={classes['tools']}>
        <span>{conditionText(usage)}</span>
        <Button size="xs" variant="default" onClick={() => onEdit({ predicate: { join: 'all', lines: [EMPTY] } })}>
          {t('interoperability.profile.condition.anew')}
        </Button>
      </div>
    );
  }
  const { join, lines } = predicate;
  const set = (more: Partial<Predicate>): void => onEdit({ predicate: { ...predicate, ...more } });
  const setLine = (at: number, more: Partial<PredicateLine>): void =>
    set({ lines: lines.map((line, index) => (index === at ? { ...line, ...more } : line)) });
  return (
    <fieldset className={classes['condition']}>
      <legend>{t('interoperability.profile.condition.of', { path })}</legend>
      <datalist id={offered}>
        {places.map(({ path: place, name }) => (
          <option key={place} value={place}>
            {name}
          </option>
        ))}
      </datalist>
      <div className={classes['tools']}>
        <Side
          label={part('whenTrue')}
          word={t('interoperability.profile.condition.whenTrue')}
          value={edit?.whenTrue ?? usage.whenTrue ?? 'R'}
          onChange={(whenTrue) => onEdit({ whenTrue })}
        />
        <Side
          label={part('whenFalse')}
          word={t('interoperability.profile.condition.whenFalse')}
          value={edit?.whenFalse ?? usage.whenFalse ?? 'X'}
          onChange={(whenFalse) => onEdit({ whenFalse })}
        />
        {lines.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={part('join')}
            value={join}
            onChange={(event) => set({ join: event.currentTarget.value === 'any' ? 'any' : 'all' })}
            data={(['all', 'any'] as const).map((value) => ({
              value,
              label: t(`interoperability.profile.condition.joins.${value}`),
            }))}
          />
        )}
      </div>
      {[...lines.entries()].map(([at, line]) => (
        // Lines have no names; what is typed into one stays with its number.
        <div key={`${path} ${at}`} className={classes['tools']}>
          <TextInput
            size="xs"
            aria-label={part('placeOf', at + 1)}
            placeholder={t('interoperability.profile.condition.place')}
            list={offered}
            maxLength={80}
            value={line.place}
            onChange={(event) => setLine(at, { place: event.currentTarget.value.trim() })}
          />
          <NativeSelect
            size="xs"
            aria-label={part('testOf', at + 1)}
            value={line.test}
            onChange={(event) => {
              const test = PREDICATE_TESTS.find((one) => one === event.currentTarget.value);
              if (test) setLine(at, { test, ...(hasValues(test) ? {} : { values: [] }) });
            }}
            data={PREDICATE_TESTS.map((value) => ({
              value,
              label: t(`interoperability.profile.condition.tests.${value}`),
            }))}
          />
          {hasValues(line.test) && (
            <Values
              label={part('valuesOf', at + 1)}
              values={line.values}
              onChange={(values) => setLine(at, { values })}
            />
          )}
          {lines.length > 1 && (
            <ActionIcon
              variant="subtle"
              aria-label={part('removeOf', at + 1)}
              onClick={() => set({ lines: lines.filter((_, index) => index !== at) })}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      <Button size="xs" variant="default" onClick={() => set({ lines: [...lines, EMPTY] })}>
        {t('interoperability.profile.condition.add')}
      </Button>
    </fieldset>
  );
}

function Side({
  label,
  word,
  value,
  onChange,
}: {
  readonly label: string;
  readonly word: string;
  readonly value: Usage['code'];
  readonly onChange: (code: Usage['code']) => void;
}) {
  const { t } = useTranslation();
  return (
    <span className={classes['side']}>
      {word}
      <NativeSelect
        size="xs"
        aria-label={label}
        value={value}
        onChange={(event) => {
          const next = SIDES.find((code) => code === event.currentTarget.value);
          if (next) onChange(next);
        }}
        data={SIDES.map((code) => ({ value: code, label: `${code} ${t(`interoperability.usage.${code}`)}` }))}
      />
    </span>
  );
}

/** Values with commas between them; what is typed stands as typed until it is left. */
function Values({
  label,
  values,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={t('interoperability.profile.condition.valuesHelp')}
      maxLength={1_000}
      value={typed ?? values.join(', ')}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setTyped(value);
        onChange(
          value
            .split(',')
            .map((one) => one.trim())
            .filter((one) => one !== ''),
        );
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

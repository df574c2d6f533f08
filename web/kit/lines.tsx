import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './kit.module.css';

/** One line of a list that a person fills in; the id tells lines apart while they are added and removed. */
export interface Line {
  readonly id: number;
}

/** Lines of inputs under one name: each can be removed, another one added. */
export function Lines<L extends Line>(props: {
  readonly legend: string;
  readonly help?: string;
  readonly lines: readonly L[];
  /** So many stay. */
  readonly least?: number;
  readonly fresh: (id: number) => L;
  readonly add: string;
  readonly remove: (number: number) => string;
  readonly error?: string | undefined;
  readonly onChange: (lines: readonly L[]) => void;
  /** The inputs of a line. @param set changes some of its values; @param number counts from one. */
  readonly children: (line: L, set: (change: Partial<L>) => void, number: number) => ReactNode;
}) {
  const { lines, onChange, least = 0 } = props;
  return (
    <fieldset className={classes['lines']}>
      <legend>{props.legend}</legend>
      {props.help && <p className={classes['linesHelp']}>{props.help}</p>}
      {lines.map((line, index) => (
        <div key={line.id} className={classes['line']} data-line>
          {props.children(
            line,
            (change) => onChange(lines.map((one) => (one.id === line.id ? { ...one, ...change } : one))),
            index + 1,
          )}
          {lines.length > least && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={props.remove(index + 1)}
              onClick={() => onChange(lines.filter(({ id }) => id !== line.id))}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {props.error && (
        <p role="alert" data-tone="unmet">
          {props.error}
        </p>
      )}
      <Button size="xs" variant="default" onClick={() => onChange([...lines, props.fresh(nextId(lines))])}>
        {props.add}
      </Button>
    </fieldset>
  );
}

const nextId = (lines: readonly Line[]): number => Math.max(0, ...lines.map(({ id }) => id)) + 1;

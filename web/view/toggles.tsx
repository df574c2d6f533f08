import { Button } from '@mantine/core';
import { useFormat } from '../messages/format.ts';
import classes from './view.module.css';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

/** Ways to narrow a view, each with how many there are; the one that is pressed is taken back by pressing it again. */
export function Toggles(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
  readonly onChange: (value: string | undefined) => void;
}) {
  const format = useFormat();
  return (
    <fieldset className={classes['toggles']} aria-label={props.label}>
      {props.options.map(({ value, label, count }) => {
        const pressed = value === props.value;
        return (
          <Button
            key={value}
            size="xs"
            variant={pressed ? 'filled' : 'default'}
            aria-pressed={pressed}
            onClick={() => props.onChange(pressed ? undefined : value)}
          >
            {label}
            {count !== undefined && <span className={classes['toggleCount']}>{format.number(count)}</span>}
          </Button>
        );
      })}
    </fieldset>
  );
}

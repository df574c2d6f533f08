import { SegmentedControl } from '@mantine/core';
import classes from './view.module.css';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of a few ways to look at a view. */
export function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <div className={classes['choice']}>
      <SegmentedControl
        size="xs"
        aria-label={props.label}
        value={props.value}
        data={props.options.map(({ value, label }) => ({ value, label }))}
        onChange={props.onChange}
      />
    </div>
  );
}

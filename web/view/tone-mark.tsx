import type { ReactNode } from 'react';
import { Shape, type Tone } from '../kit/state-mark.tsx';
import classes from './tone-mark.module.css';

/** How something stands: shape and hue; the word is there for who sees neither. */
export function ToneMark(props: {
  /** Without one there is nothing to judge. */
  readonly tone: Tone | undefined;
  readonly word: string;
  /** The word is for those alone who do not see the shape. */
  readonly quiet: boolean;
  /** Another shape than that of the tone. */
  readonly shape?: ReactNode;
}) {
  const { tone, word, quiet } = props;
  return (
    <span className={classes['mark']} data-stands={tone ?? 'none'} title={quiet ? word : undefined}>
      {props.shape ?? (tone && <Shape tone={tone} />)}
      <span className={quiet ? 'hidden' : undefined}>{word}</span>
    </span>
  );
}

/** What the marks of a picture mean, one after the other. */
export function ToneLegend<T extends string>(props: {
  readonly label: string;
  readonly of: readonly T[];
  readonly render: (one: T) => ReactNode;
}) {
  return (
    <ul className={classes['legend']} aria-label={props.label}>
      {props.of.map((one) => (
        <li key={one}>{props.render(one)}</li>
      ))}
    </ul>
  );
}

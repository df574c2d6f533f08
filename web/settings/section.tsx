import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Problems } from '../kit/problems.tsx';
import classes from './settings.module.css';

/** One matter of a settings page, under its heading. */
export function Section(props: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly problems?: readonly Trouble[];
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      <p>{props.lead}</p>
      <Problems problems={props.problems ?? []} focus />
      {props.children}
    </section>
  );
}

/**
 * Does something about one's settings: keeps what went wrong, and asks anew how it stands afterwards.
 * @param about what is asked anew; one's account unless given.
 */
export function useDoing(about?: QueryKey) {
  const api = useApi();
  const queries = useQueryClient();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      setProblems([]);
      return true;
    } catch (error) {
      setProblems(problemsOf(error));
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: about ?? api.identity.key() });
    }
  };
  return { problems, act };
}

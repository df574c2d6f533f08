import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf, type Trouble } from '../api/problems.ts';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { Doorway } from './doorway.tsx';
import { Form } from '../kit/form.tsx';

/** A door that asks one thing, says what came of it, and leads back to the sign-in. */
export function OneQuestion(props: {
  readonly title: string;
  readonly lead: string;
  /** Name of what is asked, as problems name it. */
  readonly about: string;
  /** What is wrong before anything is sent. */
  readonly check?: () => readonly Trouble[];
  readonly send: () => Promise<void>;
  readonly submit: string;
  /** Shown in place of the question once it was taken. */
  readonly taken: ReactNode;
  /** The question itself, with what is wrong about the answer. */
  readonly children: (error: ReturnType<ReturnType<typeof useFieldError>>) => ReactNode;
}) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [taken, setTaken] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const found = byField(problems, [props.about]);
  const send = async (): Promise<void> => {
    const wrong = props.check?.() ?? [];
    setProblems(wrong);
    if (wrong.length > 0) return;
    setBusy(true);
    try {
      await props.send();
      setTaken(true);
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Doorway title={props.title} lead={taken ? undefined : props.lead}>
      {taken ? (
        <output>{props.taken}</output>
      ) : (
        <Form onSubmit={() => void send()}>
          <Problems problems={found.rest} focus />
          {props.children(fieldError(found.at(props.about)))}
          <Button mt="lg" type="submit" fullWidth loading={busy}>
            {props.submit}
          </Button>
        </Form>
      )}
      <p>
        <Link to="/sign-in">{t('session.forgotten.back')}</Link>
      </p>
    </Doorway>
  );
}

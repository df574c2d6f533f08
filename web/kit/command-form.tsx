import type { Json } from '@callosum/kernel';
import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import { byField, type Trouble } from '../api/problems.ts';
import { useProject } from '../shell/project.ts';
import { useAnnounce } from './announce.tsx';
import classes from './kit.module.css';
import { Problems, useFieldError } from './problems.tsx';
import { Form } from './form.tsx';

/** A form that runs one command: what is refused is said in place, what was done is announced. */
export function CommandForm(props: {
  readonly command: string;
  readonly input: Json;
  /** Versions of the records one saw. */
  readonly versions?: Readonly<Record<string, number>>;
  /** Names under which problems are shown at an input; all others stand above the form. */
  readonly fields: readonly string[];
  readonly lead?: string;
  readonly submit: string;
  readonly disabled?: boolean;
  /** A way out that is asked about: it has the focus, and doing nothing is one key away. */
  readonly onCancel?: () => void;
  /** What is said when it worked. */
  readonly done: string;
  readonly onDone: () => void;
  readonly children?: (errorOf: (field: string) => string | undefined) => ReactNode;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const command = useCommand(useProject().key);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const found = byField(problems, props.fields);
  const run = async (): Promise<void> => {
    const outcome = await command.run(props.command, props.input, props.versions);
    if (!outcome.ok) {
      setProblems(outcome.problems);
      return;
    }
    announce(props.done);
    props.onDone();
  };
  return (
    <Form onSubmit={() => void run()}>
      {props.lead && <p className={classes['formLead']}>{props.lead}</p>}
      <Problems problems={found.rest} focus />
      {props.children?.((field) => fieldError(found.at(field)))}
      <Group mt="md">
        <Button type="submit" loading={command.pending} disabled={props.disabled ?? false}>
          {props.submit}
        </Button>
        {props.onCancel && (
          <Button variant="default" onClick={props.onCancel} data-autofocus>
            {t('kit.cancel')}
          </Button>
        )}
      </Group>
    </Form>
  );
}

import type { Json } from '@callosum/kernel';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems } from '../kit/problems.tsx';
import { useProject } from '../shell/project.ts';

/** Does from a view what the view calls for, as one command; not there for whoever may not run it. */
export function CommandButton(props: {
  readonly command: string;
  readonly input: Json;
  /** Says the whole, with the record it is about: several stand below each other. */
  readonly label: string;
  readonly done: string;
  /** Of what is on or off: whether it is on. */
  readonly pressed?: boolean;
  readonly children: string;
}) {
  const project = useProject();
  const announce = useAnnounce();
  const { run, pending } = useCommand(project.key);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  if (!project.mayRun(props.command)) return null;
  const act = async (): Promise<void> => {
    const outcome = await run(props.command, props.input);
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(props.done);
  };
  return (
    <>
      <Button
        size="compact-xs"
        variant={props.pressed ? 'light' : 'default'}
        aria-label={props.label}
        {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
        leftSection={props.pressed ? <IconCheck size={12} stroke={2.2} aria-hidden="true" /> : undefined}
        loading={pending}
        onClick={() => void act()}
      >
        {props.children}
      </Button>
      <Problems problems={problems} focus />
    </>
  );
}

import type { Json } from '@callosum/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComposition } from '../composition.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { useWords } from '../messages/words.ts';
import { useAsked } from '../record/asked-fields.tsx';
import { useProject } from '../shell/project.ts';
import classes from './view.module.css';

interface CommandAskProps {
  /** A command with a form; the first one is shown. */
  readonly command: string;
  /** What is known already, the record it is about among it. */
  readonly input: Readonly<Record<string, Json>>;
  readonly onDone?: () => void;
  readonly onCancel?: () => void;
}

/** The form of a command within a view, empty again once it was done; not there for whoever may not run it. */
export function CommandAsk(props: CommandAskProps) {
  const [turn, setTurn] = useState(0);
  const project = useProject();
  if (!project.mayRun(props.command)) return null;
  const again = (): void => {
    setTurn((before) => before + 1);
    props.onDone?.();
  };
  return <Asking key={turn} {...props} onDone={again} />;
}

function Asking({ command, input, onDone, onCancel }: CommandAskProps & { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { registry } = useComposition();
  const form = registry.commands.get(command)?.forms[0];
  const asked = useAsked(command, form ?? NOTHING);
  if (!form) return null;
  const label = words.form(command, 0);
  return (
    <CommandForm
      command={command}
      input={{ ...form.given, ...input, ...asked.given }}
      fields={asked.names}
      submit={label}
      disabled={!asked.isWhole}
      done={t('record.command.done', { what: label })}
      onDone={onDone}
      {...(onCancel ? { onCancel } : {})}
    >
      {(errorOf) => <div className={classes['asking']}>{asked.inputs(errorOf)}</div>}
    </CommandForm>
  );
}

const NOTHING = { on: '', help: '' } as const;

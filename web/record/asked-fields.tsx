import type { CommandForm as Form, Json } from '@callosum/kernel';
import { type ReactNode, useState } from 'react';
import { FieldInput } from '../fields/index.tsx';
import { problemOf, valueOf } from '../fields/field.ts';
import { useWords } from '../messages/words.ts';
import { type Entries, faultOf } from './entries.ts';

interface Asked {
  /** What has been typed so far, as the command takes it. */
  readonly given: Readonly<Record<string, Json>>;
  /** Whether everything that is needed is there, and right. */
  readonly isWhole: boolean;
  readonly names: readonly string[];
  readonly inputs: (errorOf: (field: string) => string | undefined) => ReactNode;
}

/** The fields a command asks for. */
export function useAsked(command: string, form: Form): Asked {
  const words = useWords();
  const asks = Object.entries(form.asks ?? {});
  const [entries, setEntries] = useState<Entries>({});
  const given: Record<string, Json> = {};
  const faults: Record<string, string> = {};
  let isWhole = true;
  for (const [name, field] of asks) {
    const entry = entries[name] ?? { value: undefined };
    const value = valueOf(entry);
    const problem = problemOf(entry) ?? (value === undefined ? undefined : faultOf(field, value, words));
    if (problem !== undefined) faults[name] = problem;
    else if (value !== undefined) given[name] = value;
    if (problem !== undefined || (field.required && value === undefined)) isWhole = false;
  }
  return {
    given,
    isWhole,
    names: asks.map(([name]) => name),
    inputs: (errorOf) =>
      asks.map(([name, field]) => (
        <FieldInput
          key={name}
          kind={command}
          name={name}
          field={field}
          entry={entries[name] ?? { value: undefined }}
          error={faults[name] ?? errorOf(name)}
          onEntry={(entry) => setEntries((before) => ({ ...before, [name]: entry }))}
        />
      )),
  };
}

import type { Kind } from '@callosum/kernel';
import { useLocalStorage } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

const NONE: readonly string[] = [];

/**
 * Which registers a project's navigation lists: small stays small. Those that have rows, and those that were asked for in
 * this browser or by the template the project began with; the others come when all are asked for.
 * @param counts how many rows each has; undefined until that is known.
 */
export function useFew(
  project: string,
  registers: readonly Kind[],
  counts: Readonly<Record<string, number>> | undefined,
  template: readonly string[],
): { readonly shown: readonly Kind[]; readonly rest: number; readonly all: boolean; readonly toggle: () => void } {
  const { kind: open } = useParams({ strict: false });
  const [all, setAll] = useState(false);
  const [asked, setAsked] = useLocalStorage<readonly string[]>({
    key: `callosum.registers.${project}`,
    defaultValue: NONE,
  });
  useEffect(() => {
    if (open !== undefined) setAsked((before) => (before.includes(open) ? before : [...before, open]));
  }, [open, setAsked]);
  const few = registers.filter(
    ({ name }) => (counts?.[name] ?? 0) > 0 || asked.includes(name) || template.includes(name) || name === open,
  );
  return {
    shown: all ? registers : few,
    rest: counts ? registers.length - few.length : 0,
    all,
    toggle: () => setAll((before) => !before),
  };
}

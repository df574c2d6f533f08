import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { usePeople } from '../api/people.tsx';

/** The command line acts under a name of its own, but it is nobody who could own something. */
const isSomebody = (person: { readonly id: string }): boolean => person.id !== 'console';

/** Everybody who could be meant, by name. */
export function PersonSelect({
  value,
  first,
  onPick,
  without,
  ...look
}: {
  readonly value: string;
  /** Stands before the names, for no choice or for one of its own. */
  readonly first: { readonly value: string; readonly label: string };
  readonly onPick: (account: string) => void;
  /** Who is not offered, being chosen already. */
  readonly without?: readonly string[];
} & Pick<NativeSelectProps, 'label' | 'description' | 'required' | 'error' | 'size' | 'aria-label'>) {
  const people = usePeople().filter((person) => isSomebody(person) && !without?.includes(person.id));
  return (
    <NativeSelect
      {...look}
      value={value}
      onChange={(event) => onPick(event.currentTarget.value)}
      data={[first, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}

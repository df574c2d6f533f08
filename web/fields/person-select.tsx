import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { usePeople } from '../api/people.tsx';

/** The command line acts under a name of its own, but it is nobody who could own something. */
const isSomebody = (person: { readonly id: string }): boolean => person.id !== 'console';

/** Everybody who could be meant, by name. */
export function PersonSelect({
  value,
  first,
  onPick,
  ...look
}: {
  readonly value: string;
  /** Stands before the names, for no choice or for one of its own. */
  readonly first: { readonly value: string; readonly label: string };
  readonly onPick: (account: string) => void;
} & Pick<NativeSelectProps, 'label' | 'description' | 'required' | 'error' | 'size' | 'aria-label'>) {
  const people = usePeople().filter(isSomebody);
  return (
    <NativeSelect
      {...look}
      value={value}
      onChange={(event) => onPick(event.currentTarget.value)}
      data={[first, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}

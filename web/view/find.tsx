import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';

/** Words to look for in a view; looked for once somebody stops typing. */
export function Find(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}) {
  const { value } = props;
  const [typed, setTyped] = useState(value);
  const commit = useEffectEvent((words: string) => {
    if (words.trim() !== value) props.onChange(words.trim() || undefined);
  });
  useEffect(() => {
    const waiting = setTimeout(() => commit(typed), 300);
    return () => clearTimeout(waiting);
  }, [typed]);
  return (
    <TextInput
      type="search"
      size="xs"
      aria-label={props.label}
      placeholder={props.label}
      leftSection={<IconSearch size={14} stroke={1.7} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

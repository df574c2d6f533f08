import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { useComposition } from '../composition.ts';
import { useWords } from '../messages/words.ts';
import { ProduceDialog } from './produce-dialog.tsx';

/** Puts a record on paper from a view that shows it. */
export function ProduceButton({ document, subject }: { readonly document: string; readonly subject: string }) {
  const words = useWords();
  const { registry } = useComposition();
  const [opened, setOpened] = useState(false);
  const declared = registry.documents.get(document);
  if (!declared) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileText size={15} stroke={1.6} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {words.say(`document.${declared.name}.label`, declared.label)}
      </Button>
      {opened && <ProduceDialog declared={declared} subject={subject} onClose={() => setOpened(false)} />}
    </>
  );
}

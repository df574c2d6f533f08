import { csvOf, type Sheet } from '@callosum/kernel/report';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../kit/announce.tsx';
import { save } from '../kit/save.ts';
import { useProject } from '../shell/project.ts';

/** Writes the table of a view into a file, as it stands on screen. @param sheet made when it is asked for. */
export function ExportTable({ name, sheet }: { readonly name: string; readonly sheet: () => Sheet }) {
  const { t } = useTranslation();
  const project = useProject();
  const announce = useAnnounce();
  const write = (): void => {
    const made = sheet();
    save(`${project.key} ${name}.csv`, csvOf(made));
    announce(t('view.exported', { count: made.rows.length }));
  };
  return (
    <Button size="xs" variant="default" onClick={write}>
      {t('view.export')}
    </Button>
  );
}

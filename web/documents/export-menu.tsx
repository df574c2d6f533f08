import type { Kind } from '@callosum/kernel';
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Problems } from '../kit/problems.tsx';
import type { Column } from '../register/columns.ts';
import type { RegisterQuery } from '../register/use-pages.ts';
import { useProduce } from './use-produce.ts';

const ON_PAPER = ['xlsx', 'docx', 'pdf'] as const;

/** Exports a register as it is seen: its filter, its order, its columns. */
export function ExportMenu(props: {
  readonly kind: Kind;
  readonly query: RegisterQuery;
  readonly columns: readonly Column[];
  /** Writes it in the browser. */
  readonly onCsv: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const producer = useProduce();
  const fields = props.columns.flatMap(({ id, field }) => (field ? [id] : []));
  const produce = (format: (typeof ON_PAPER)[number]): void =>
    void producer.start(() => api.documents.register.call({ ...props.query, columns: fields, format }));
  return (
    <>
      <Menu position="bottom-end" width={200} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            loading={producer.pending}
            leftSection={<IconDownload size={15} stroke={1.7} aria-hidden="true" />}
          >
            {t('documents.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={props.onCsv}>{t('documents.format.csv')}</Menu.Item>
          {ON_PAPER.map((format) => (
            <Menu.Item key={format} onClick={() => produce(format)}>
              {t(`documents.format.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Problems problems={producer.problems} />
    </>
  );
}

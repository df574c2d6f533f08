import { Button, Menu } from '@mantine/core';
import { csvOf } from '@callosum/kernel/report';
import { save, useAnnounce, useProject } from '@callosum/web/views';
import { IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { paletteOf } from './palette.ts';
import type { Printed } from './print-picture.tsx';
import type { PlanDesk } from './use-desk.ts';
import type { Look } from './use-look.ts';
import { useMarks } from './use-marks.ts';
import { useSheet } from './use-sheet.ts';
import { useTickText } from './use-tick-text.ts';
import { measureText, type PictureParts, pngOf, svgOf, wholePicture } from './whole-picture.ts';

/** Hands over the time line as a picture: all rows that are open, over the whole time, as it is looked at. */
export function PictureMenu(props: {
  readonly desk: PlanDesk;
  readonly look: Look;
  readonly onPrint: (printed: Printed) => void;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const project = useProject();
  const { desk } = props;
  const { zoom, shown } = props.look;
  const { plan } = desk.state;
  const marks = useMarks(desk);
  const tickText = useTickText();
  const sheet = useSheet(desk);
  const title = `${project.title} · ${t('planning.title')}`;
  // On paper and in a document there is no dark.
  const parts = (): PictureParts => ({
    plan,
    rows: desk.rows,
    palette: paletteOf('light'),
    ...marks,
    shown,
    tickText,
    weekStart: plan.mapped().plan.properties.weekStart,
  });
  const dots = async (): Promise<void> => {
    const blob = await pngOf(wholePicture(parts(), zoom));
    if (blob) save(`${project.key}.png`, blob, 'image/png');
    else announce(t('planning.picture.tooLarge'));
  };
  return (
    <Menu position="bottom-end" width={220} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconPhoto size={15} stroke={1.7} aria-hidden="true" />}>
          {t('planning.picture.name')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() =>
            save(`${project.key}.svg`, svgOf(wholePicture(parts(), zoom), title, measureText()), 'image/svg+xml')
          }
        >
          {t('planning.picture.svg')}
        </Menu.Item>
        <Menu.Item onClick={() => void dots()}>{t('planning.picture.png')}</Menu.Item>
        <Menu.Item onClick={() => props.onPrint({ parts: parts(), title })}>{t('planning.picture.print')}</Menu.Item>
        <Menu.Item onClick={() => save(`${project.key}.csv`, csvOf(sheet()))}>{t('planning.picture.csv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

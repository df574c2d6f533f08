import { useTranslation } from 'react-i18next';
import { useFormat } from '../messages/format.ts';

const KILOBYTE = 1_000;
const MEGABYTE = 1_000_000;

/** How large a file is, in the unit that reads best. */
export function FileSize({ bytes }: { readonly bytes: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return bytes < MEGABYTE
    ? t('kit.kilobytes', { size: format.number(Math.ceil(bytes / KILOBYTE)) })
    : t('kit.megabytes', { size: format.number(bytes / MEGABYTE) });
}

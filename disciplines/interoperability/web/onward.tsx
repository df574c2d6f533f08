import { useProject } from '@callosum/web/views';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './workbench.module.css';

/** What comes next on the way from samples to proof, so that nobody has to look for it in the menu. */
export function Onward({
  view,
  choices,
}: {
  readonly view: 'gaps' | 'mapping' | 'runs' | 'received' | 'interface';
  readonly choices?: Readonly<Record<string, string | undefined>>;
}) {
  const { t } = useTranslation();
  const { key } = useProject();
  return (
    <Link className={classes['onward'] ?? ''} to="/p/$key/view/$view" params={{ key, view }} search={{ ...choices }}>
      {t(`interoperability.onward.${view}`)}
    </Link>
  );
}

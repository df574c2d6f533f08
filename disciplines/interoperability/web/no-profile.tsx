import { useProject } from '@callosum/web/views';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Profiles are kept, and none is said in full yet: where one is learnt. */
export function NoProfile() {
  const { t } = useTranslation();
  const project = useProject();
  return (
    <div>
      <p>{t('interoperability.profile.none')}</p>
      <Link to="/p/$key/view/$view" params={{ key: project.key, view: 'messages' }}>
        {t('interoperability.profile.learn')}
      </Link>
    </div>
  );
}

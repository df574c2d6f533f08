import { useProject, useWords } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Next } from '../views/interface-holes.ts';

/** The way to where a hole is closed: a record to fill in, one to make, or a screen to look at. */
export function NextLink({
  next,
  first,
  about,
}: {
  readonly next: Next;
  readonly first: boolean;
  /** Id of what says which hole it closes: several may lead to the same place. */
  readonly about: string;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { key } = useProject();
  const look = { size: 'compact-sm', variant: first ? 'filled' : 'default', 'aria-describedby': about } as const;
  if (next.do === 'fill') {
    const reference = words.reference(next.record.kind, next.record.number);
    const to = next.record.scope === key ? reference : next.record.id;
    return (
      <Button
        {...look}
        renderRoot={(props) => <Link to="/p/$key/$reference" params={{ key, reference: to }} {...props} />}
      >
        {t('interoperability.next.fill', { reference })}
      </Button>
    );
  }
  if (next.do === 'make') {
    const { kind, link, to } = next;
    return (
      <Button
        {...look}
        renderRoot={(props) => <Link to="/p/$key/new/$kind" params={{ key, kind }} search={{ link, to }} {...props} />}
      >
        {t('interoperability.next.make', { kind: words.one(kind) })}
      </Button>
    );
  }
  const { view, choices, begins } = next;
  return (
    <Button
      {...look}
      renderRoot={(props) => <Link to="/p/$key/view/$view" params={{ key, view }} search={{ ...choices }} {...props} />}
    >
      {t(`interoperability.next.look.${begins ?? view}`)}
    </Button>
  );
}

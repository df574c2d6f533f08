import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useComposition } from '../composition.ts';
import { Waiting } from '../kit/loaded.tsx';
import { RecordPage } from '../record/record-page.tsx';

/** What stands behind a name within a project: a page that a discipline brings, or else the record of that number. */
export function NamedPage() {
  const { reference } = useParams({ from: '/shell/p/$key/$reference' });
  const { views } = useComposition();
  const brought = views.pages?.find(({ name }) => name === reference);
  if (!brought) return <RecordPage />;
  return (
    <Suspense fallback={<Waiting />}>
      <brought.Page />
    </Suspense>
  );
}

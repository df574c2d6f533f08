import type { Profile } from '@callosum/hl7v2';
import type { ModelOf } from '@callosum/kernel';
import { Impact, Loaded, Mentioned, ProduceButton, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { profileView } from '../index.ts';
import type { ProfileOffer } from '../views/profiles.ts';
import { ImportBundle } from './import-bundle.tsx';
import { KeepEdits } from './keep-edits.tsx';
import { NoProfile } from './no-profile.tsx';
import { Onward } from './onward.tsx';
import { TableEditor } from './table-editor.tsx';
import { useProfileFile } from './profile-file.ts';
import { ProfileSelect } from './profile-select.tsx';
import { SegmentEditor } from './segment-editor.tsx';
import { StructureTable } from './structure-table.tsx';
import { type Bench, useBench } from './use-bench.ts';
import { useProfileEdits } from './use-profile-edits.ts';
import classes from './workbench.module.css';

/** A profile as analysts read it: the structure of its messages and the fields of a segment, both of which can be changed. */
export default function ProfileScreen({ model, choices, onChoose }: ViewProps<ModelOf<typeof profileView>>) {
  const { t } = useTranslation();
  const bench = useBench();
  const full = model.profiles.filter(({ file }) => file !== undefined);
  const offer = full.find(({ id }) => id === choices['profile']) ?? full[0];
  const file = useProfileFile(bench, offer);
  const bundle = (
    <ImportBundle
      bench={bench}
      interfaces={model.interfaces}
      onKept={(profile) => onChoose({ profile, segment: undefined })}
    />
  );
  if (!offer) {
    return (
      <>
        <NoProfile />
        {bundle}
      </>
    );
  }
  return (
    <>
      <div className={classes['tools']}>
        <ProfileSelect
          label={t('interoperability.profile.shown')}
          profiles={full}
          value={offer.id}
          onChoose={(profile) => onChoose({ profile, segment: undefined })}
        />
        <Mentioned record={offer} />
        <ProduceButton document="message-specification" subject={offer.id} />
        {bundle}
        {full.length > 1 && <Onward view="gaps" />}
      </div>
      <Loaded query={file}>
        {(profile) => (
          <Sheets
            // A file that was kept anew begins without edits.
            key={offer.file}
            bench={bench}
            offer={offer}
            profile={profile}
            segment={choices['segment']}
            onSegment={(segment) => onChoose({ segment })}
          />
        )}
      </Loaded>
      <Impact key={`impact ${offer.id}`} id={offer.id} />
    </>
  );
}

function Sheets({
  bench,
  offer,
  profile,
  segment,
  onSegment,
}: {
  readonly bench: Bench;
  readonly offer: ProfileOffer;
  readonly profile: Profile;
  readonly segment: string | undefined;
  readonly onSegment: (segment: string) => void;
}) {
  const { t } = useTranslation();
  const edits = useProfileEdits(bench, offer, profile);
  const chosen = segment !== undefined && profile.segments[segment] ? segment : Object.keys(profile.segments)[0];
  return (
    <>
      <p className={classes['soft']}>
        {t('interoperability.profile.about', { version: profile.version, source: profile.source })}
      </p>
      <StructureTable edits={edits} profile={profile} chosen={chosen} onSegment={onSegment} />
      {chosen !== undefined && (
        <SegmentEditor edits={edits} offer={offer} profile={profile} segment={chosen} onSegment={onSegment} />
      )}
      <TableEditor edits={edits} profile={profile} />
      <KeepEdits edits={edits} />
    </>
  );
}

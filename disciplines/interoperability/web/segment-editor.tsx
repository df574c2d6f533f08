import type { Profile } from '@callosum/hl7v2';
import { ExportTable, ViewTable } from '@callosum/web/views';
import { Checkbox, NativeSelect } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldKey } from '../bench/profile-edits.ts';
import { type ElementLine, fieldsOf, isUnused, oftenText, usageText } from '../bench/profile-lines.ts';
import type { ProfileOffer } from '../views/profiles.ts';
import { ElementRows } from './element-rows.tsx';
import type { Edits } from './use-profile-edits.ts';
import classes from './workbench.module.css';

const HEADS = ['position', 'name', 'usage', 'often', 'type', 'length', 'table', 'note'] as const;

/** The fields of a segment, which can be changed. */
export function SegmentEditor({
  edits,
  offer,
  profile,
  segment,
  onSegment,
}: {
  readonly edits: Edits;
  readonly offer: ProfileOffer;
  readonly profile: Profile;
  readonly segment: string;
  readonly onSegment: (segment: string) => void;
}) {
  const { t } = useTranslation();
  const tables = useId();
  const [unused, setUnused] = useState(false);
  const described = profile.segments[segment];
  if (!described) return null;
  const lines = fieldsOf(described, profile);
  const label = t('interoperability.profile.fields', { segment: described.name, description: described.description });
  const isHidden = ({ usage, key }: ElementLine): boolean =>
    isUnused(usage) && !edits.edits.fields[fieldKey(segment, key)];
  const shown = unused ? lines : lines.filter((line) => !isHidden(line));
  return (
    <div>
      <h2>{label}</h2>
      <div className={classes['tools']}>
        <NativeSelect
          size="xs"
          aria-label={t('interoperability.profile.segment')}
          value={segment}
          onChange={(event) => onSegment(event.currentTarget.value)}
          data={Object.entries(profile.segments).map(([key, { description }]) => ({
            value: key,
            label: `${key} ${description}`,
          }))}
        />
        <Checkbox
          size="xs"
          label={t('interoperability.profile.unused', { count: lines.filter((line) => isHidden(line)).length })}
          checked={unused}
          onChange={(event) => setUnused(event.currentTarget.checked)}
        />
        <ExportTable
          name={`${offer.title} ${segment}`}
          sheet={() => ({
            headings: HEADS.map((head) => t(`interoperability.profile.${head}`)),
            rows: lines.map((line) => [
              line.path,
              line.name,
              usageText(line.usage),
              oftenText(line),
              line.datatype,
              line.maxLength === undefined ? null : { number: line.maxLength },
              line.tables.join(' '),
              line.note ?? '',
            ]),
          })}
        />
      </div>
      <datalist id={tables}>
        {Object.values(profile.tables).map(({ name, description }) => (
          <option key={name} value={name}>
            {description}
          </option>
        ))}
      </datalist>
      <ViewTable label={label}>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {t(`interoperability.profile.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <ElementRows
              key={`${segment} ${line.key}`}
              line={line}
              beside={lines}
              shown={{ edits, profile, segment, tables }}
            />
          ))}
        </tbody>
      </ViewTable>
    </div>
  );
}

import type { Usage, UsageCode } from '@callosum/hl7v2';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { following, type NodeEdit } from '../bench/profile-edits.ts';
import { oftenText } from '../bench/profile-lines.ts';
import classes from './workbench.module.css';

export const USAGES: readonly UsageCode[] = ['R', 'RE', 'C', 'CE', 'O', 'X', 'B', 'W'];
const OFTEN = /^\s*(\d{1,6})\s*(?:\.\.|-)\s*(\d{1,6}|\*)\s*$/;

/** How an element, a segment or a group is bounded, and what of that is changed. */
export interface BoundsProps {
  readonly label: string;
  readonly line: { readonly usage: Usage; readonly min: number; readonly max: number | null };
  readonly edit: NodeEdit | undefined;
  readonly onEdit: (edit: NodeEdit) => void;
}

export function UsageSelect({ label, line, edit, onEdit }: BoundsProps) {
  const { t } = useTranslation();
  const usage = edit?.usage ?? line.usage.code;
  return (
    <NativeSelect
      size="xs"
      className={classes['narrow']}
      aria-label={label}
      title={t(`interoperability.usage.${usage}`)}
      value={usage}
      onChange={(event) => {
        const next = USAGES.find((code) => code === event.currentTarget.value);
        if (next) onEdit(following(next, line));
      }}
      data={[...USAGES]}
    />
  );
}

export function OftenInput({ label, line, edit, onEdit }: BoundsProps) {
  const { t } = useTranslation();
  const stands = oftenText({ min: edit?.min ?? line.min, max: edit?.max === undefined ? line.max : edit.max });
  const [typed, setTyped] = useState<string>();
  const wrong = typed !== undefined && !OFTEN.test(typed);
  return (
    <TextInput
      size="xs"
      className={classes['narrow']}
      aria-label={label}
      error={wrong ? t('interoperability.profile.oftenWrong') : undefined}
      value={typed ?? stands}
      onChange={(event) => {
        const { value } = event.currentTarget;
        const [, min, max] = OFTEN.exec(value) ?? [];
        setTyped(value);
        if (min !== undefined && max !== undefined) onEdit({ min: Number(min), max: max === '*' ? null : Number(max) });
      }}
      onBlur={() => {
        if (!wrong) setTyped(undefined);
      }}
    />
  );
}

export function NoteInput({
  label,
  line,
  edit,
  onEdit,
}: Omit<BoundsProps, 'line'> & { readonly line: { readonly note?: string } }) {
  return (
    <TextInput
      size="xs"
      miw={140}
      aria-label={label}
      maxLength={2_000}
      value={edit?.note === undefined ? (line.note ?? '') : (edit.note ?? '')}
      onChange={(event) => onEdit({ note: event.currentTarget.value || null })}
    />
  );
}

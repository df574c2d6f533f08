import type { Field, Json } from '@callosum/kernel';
import type { ComponentType } from 'react';

/** The declaration of a field of one type. */
export type FieldOf<T extends Field['type']> = Extract<Field, { readonly type: T }>;

/** What a person has put into an input: a value (undefined when empty), or text that is none yet. */
export type Entry = { readonly value: Json | undefined } | { readonly text: string; readonly problem: string };

export interface InputProps<F extends Field = Field> {
  readonly field: F;
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
  /** Translated words of a choice. */
  readonly option: (value: string) => string;
}

export interface CellProps<F extends Field = Field> {
  /** Under which the record has it. */
  readonly name: string;
  readonly field: F;
  readonly value: Json;
  readonly option: (value: string) => string;
  /** One short line; dates without their time. */
  readonly dense: boolean;
}

/** The browser's half of a field type: how it is typed in and how it is shown. */
export interface FieldView<F extends Field> {
  readonly Input: ComponentType<InputProps<F>>;
  readonly Cell: ComponentType<CellProps<F>>;
  /** Width of a list column in pixels; text takes what is left. */
  readonly width: number;
  readonly align: 'start' | 'end';
}

export const valueOf = (entry: Entry): Json | undefined => ('value' in entry ? entry.value : undefined);
export const problemOf = (entry: Entry): string | undefined => ('problem' in entry ? entry.problem : undefined);

/** The texts of a value that is a list of them. */
export function namesOf(value: Json | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat().filter((one) => typeof one === 'string');
}

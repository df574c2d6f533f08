import type { ZodType } from 'zod';
import type { FieldValues, Json } from './json.ts';
import type { Rule } from './permission.ts';
import type { RatingTable } from './rating-table.ts';
import type { RichText } from './rich-text/model.ts';

interface FieldBase {
  /** English label in sentence case; the catalogue key is derived from kind and field name. */
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  /** A change makes what was reviewed against this record suspect. */
  readonly material?: boolean;
  /** Lists may be sorted and filtered by it; gets a partial expression index where a register is large. */
  readonly sortable?: boolean;
  /** Chosen when the record is made and not changed afterwards. */
  readonly fixed?: boolean;
  /** Set by commands only: shown, never edited in a form. */
  readonly computed?: boolean;
  /**
   * Who may see it, of those who may see the record; all of them unless stated. To others it is not there: in no list,
   * sort, export, history, proof or reason, and never in a search index.
   */
  readonly read?: readonly Rule[];
  /** Who may write it, of those who may change the record; all of them unless stated. */
  readonly write?: readonly Rule[];
}

export interface TextField extends FieldBase {
  readonly type: 'text';
  readonly maxLength?: number;
  readonly multiline?: boolean;
}
/** Text with headings, lists, links and tables. */
export interface RichTextField extends FieldBase {
  readonly type: 'richText';
}
export interface NumberField extends FieldBase {
  readonly type: 'number';
  /** What is counted or measured, such as '%' or 'units'. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}
export interface FlagField extends FieldBase {
  readonly type: 'flag';
}
export interface DateField extends FieldBase {
  readonly type: 'date';
}
/** Local wall-clock time of the project's zone, to the minute. */
export interface LocalTimeField extends FieldBase {
  readonly type: 'localTime';
  /** The hour decides, so that lists show it as well. */
  readonly exact?: true;
}
/** A moment, stored in UTC and shown in the project's zone. */
export interface DateTimeField extends FieldBase {
  readonly type: 'dateTime';
}
/** An amount in a currency. The first of the currencies is meant where none is written. */
export interface MoneyField extends FieldBase {
  readonly type: 'money';
  /** ISO 4217 codes that are taken. */
  readonly currencies: readonly [string, ...string[]];
}
/** Several out of some. */
export interface ChoicesField extends FieldBase {
  readonly type: 'choices';
  readonly options: Readonly<Record<string, string>>;
}
/** Several people: a team, reviewers, those invited. */
export interface PeopleField extends FieldBase {
  readonly type: 'people';
}
/** Things to be ticked off; a tick carries who did it and when. */
export interface ChecklistField extends FieldBase {
  readonly type: 'checklist';
}
/** A level read from a published table by a point on each of its axes. */
export interface RatingField extends FieldBase {
  readonly type: 'rating';
  readonly table: RatingTable;
  /** Tables that earlier ratings were read from; their values stay valid. */
  readonly earlier?: readonly RatingTable[];
}
/** Worked out from the record's other fields whenever it is read; never stored. */
export interface FormulaField extends FieldBase {
  readonly type: 'formula';
  /** How the result is shown. */
  readonly result: NumberField | TextField | FlagField | DateField | LocalTimeField;
  /** Pure. Undefined when something it needs is missing. @param today the day in the scope's zone. */
  readonly of: (values: FieldValues, today: string) => Json | undefined;
}
export interface ChoiceField extends FieldBase {
  readonly type: 'choice';
  readonly options: Readonly<Record<string, string>>;
}
/** The name of a kind of record. */
export interface KindNameField extends FieldBase {
  readonly type: 'kindName';
}
export interface PersonField extends FieldBase {
  readonly type: 'person';
}
export interface DurationField extends FieldBase {
  readonly type: 'duration';
}
/** A value with a shape of its own (week pattern, frozen evidence); written by commands and imports, shown by its kind's view. */
export interface StructureField extends FieldBase {
  readonly type: 'structure';
  readonly schema: ZodType<Json>;
}

/** Files that belong to the record; their bytes lie in the file store. */
export interface FileField extends FieldBase {
  readonly type: 'file';
}

export type Field =
  | TextField
  | RichTextField
  | NumberField
  | FlagField
  | DateField
  | LocalTimeField
  | DateTimeField
  | MoneyField
  | ChoicesField
  | PeopleField
  | ChecklistField
  | RatingField
  | FormulaField
  | KindNameField
  | ChoiceField
  | PersonField
  | DurationField
  | StructureField
  | FileField;

export type Fields = Readonly<Record<string, Field>>;

/** A file as a record holds it: what it is known by, and what it was called when it was added. */
export type AttachedFile = {
  /** SHA-256 of the content, in hexadecimal: the ledger commits to it, and reading verifies it. */
  readonly hash: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Media type, found out from name and content when it was received. */
  readonly type: string;
};

/** Units a duration is shown in: minutes, hours, days, weeks, months (of working time, or elapsed). */
export type DurationUnit = 'm' | 'h' | 'd' | 'w' | 'mo';

/** A length of time. `seconds` counts working time of the calendar unless `elapsed`. */
export type Duration = {
  readonly seconds: number;
  readonly unit: DurationUnit;
  readonly elapsed: boolean;
};

/** An amount as a decimal text without needless noughts, so that no fraction of it is lost. */
export type Money = { readonly amount: string; readonly currency: string };

export type ChecklistItem = {
  /** Unique within the list. */
  readonly id: number;
  readonly text: string;
  /** By whom (account id) and when (UTC); missing while it is open. */
  readonly done?: { readonly by: string; readonly at: string };
};

/** A level with everything that led to it: nobody has to know the table to understand an old rating. */
export type Rating = {
  readonly table: string;
  readonly version: string;
  /** Axis → point. */
  readonly at: Readonly<Record<string, string>>;
  readonly level: string;
  /** Place of the level in the table, from 1: what ratings are sorted and compared by. */
  readonly rank: number;
};

/** The TypeScript type of a field's value. */
export type ValueOf<F extends Field> = F extends { type: 'number' }
  ? number
  : F extends { type: 'flag' }
    ? boolean
    : F extends { type: keyof Shaped }
      ? Shaped[F['type']]
      : F extends { type: 'choice'; options: infer O }
        ? Extract<keyof O, string>
        : F extends { type: 'choices'; options: infer O }
          ? readonly Extract<keyof O, string>[]
          : F extends { type: 'structure'; schema: ZodType<infer V> }
            ? V
            : string;

/** Types whose values are neither text, number nor flag, and do not depend on the declaration. */
interface Shaped {
  readonly richText: RichText;
  readonly duration: Duration;
  readonly money: Money;
  readonly people: readonly string[];
  readonly checklist: readonly ChecklistItem[];
  readonly rating: Rating;
  readonly formula: never;
  readonly file: readonly AttachedFile[];
}

type RequiredNames<T extends Fields> = { [N in keyof T]: T[N] extends { required: true } ? N : never }[keyof T];

/** The TypeScript type of a record's fields: required ones present, others optional. */
export type ValuesOf<T extends Fields> = { readonly [N in RequiredNames<T>]: ValueOf<T[N]> } & {
  readonly [N in Exclude<keyof T, RequiredNames<T>>]?: ValueOf<T[N]>;
};

import type { Json, TypedView } from '@callosum/kernel';
import type { Icon } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { Catalogue } from '../messages/pseudo.ts';

/** What a view's screen is given. */
export interface ViewProps<Model> {
  readonly model: Model;
  /** The day it speaks of: today's when no other was asked for. */
  readonly at: string;
  /** What the address has chosen. */
  readonly choices: Readonly<Record<string, string>>;
  /** Chooses otherwise; undefined takes a choice back. */
  readonly onChoose: (choices: Readonly<Record<string, string | undefined>>) => void;
}

/** A screen for a declared view. */
export interface ViewScreen {
  readonly view: string;
  readonly icon: Icon;
  readonly Show: ShowsAny;
}

/** Each screen is given the model of its own view, which only {@link screenOf} can see. */
type ShowsAny = { show(props: ViewProps<unknown>): ReactNode }['show'];

/** Joins a declared view to the screen that shows it, which has to take the model that the view gives. */
export function screenOf<Model>(
  view: TypedView<Model>,
  icon: Icon,
  Show: (props: ViewProps<Model>) => ReactNode,
): ViewScreen {
  return { view: view.name, icon, Show };
}

/** A page of a project that a discipline brings whole; its address is `/p/<key>/<name>`. */
export interface PageScreen {
  readonly name: string;
  /** The kind whose register it stands for in the navigation. */
  readonly of: string;
  readonly Page: ComponentType;
}

/** The views a discipline brings for what a generic screen cannot show. */
export interface Views {
  /** By `<kind>.<field>`: how a value with a shape of its own reads on its record's page. */
  readonly fields?: Readonly<Record<string, ComponentType<{ readonly value: Json }>>>;
  readonly screens?: readonly ViewScreen[];
  readonly pages?: readonly PageScreen[];
  /** Words of its screens, by the name of the discipline. */
  readonly messages?: Catalogue;
}

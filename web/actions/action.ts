import type { ComponentType } from 'react';

/** Something a person can do. Button, menu, palette, shortcut and the list of keys all come from this one object. */
export interface Action {
  readonly id: string;
  /** Catalogue key of the label, and what to fill in there. */
  readonly labelKey: string;
  readonly values?: Readonly<Record<string, string>>;
  /** Catalogue key of the heading it stands under in the palette. */
  readonly group: 'go' | 'do' | 'view';
  readonly icon: ComponentType<{ readonly size?: number | string; readonly stroke?: number | string }>;
  /** `mod+K` for a chord, `g r` for one key after another. */
  readonly shortcut?: string;
  /** Left out where it makes no sense or is not allowed. */
  readonly visible?: boolean;
  readonly run: () => void;
}

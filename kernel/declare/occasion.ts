/** When something happens, for a calendar. */
export interface Occasion {
  /** A day, which makes it last whole days; a wall-clock time of its scope; or an instant. */
  readonly from: string;
  /** The last day, or when it ends; only as long as it takes to say so unless given. */
  readonly until?: string;
  readonly place?: string;
}

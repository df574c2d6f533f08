import type { GraphReader } from '../graph/reader.ts';
import type { Json } from './json.ts';
import type { Registry } from './registry.ts';
import type { ToldMessage } from './say.ts';

interface Asked {
  readonly key: string;
  readonly text: string;
  /** What the answer changes, and why it is asked. */
  readonly why: string;
}

/** A question of an intake: one of some choices, or a whole number. */
export type TemplateQuestion =
  | (Asked & { readonly options: Readonly<Record<string, string>>; readonly default: string })
  | (Asked & { readonly least: number; readonly most: number; readonly default: number });

/** Question → answer. What is not answered is taken as usual. */
export type TemplateAnswers = Readonly<Record<string, string | number>>;

/** A template one may begin a project with. */
export interface TemplateOffer {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly version: string;
  readonly status: string;
  /** Record of the organisation it is kept in; undefined for those of the product. */
  readonly record?: string;
  readonly questions: readonly TemplateQuestion[];
  /** What it brings when every question is answered as usual. */
  readonly brings: {
    readonly weeks: number;
    readonly registers: number;
    readonly counts: TemplateMade['counts'];
    readonly gates: readonly string[];
    readonly documents: number;
  };
}

/** What a template came to: nothing of it is a promise, it is counted from what was made. */
export interface TemplateMade {
  readonly template: string;
  readonly answers: TemplateAnswers;
  /** First and last day of the plan, and the promised day. */
  readonly start: string;
  readonly finish: string;
  readonly goLive: string;
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
  /** Registers shown from the beginning, empty ones among them. */
  readonly registers: readonly string[];
  readonly gates: readonly { readonly key: string; readonly title: string; readonly date: string }[];
  readonly documents: readonly string[];
  readonly warnings: readonly ({ readonly code: string } & ToldMessage)[];
}

/** What a template says of itself and asks, whoever tells it. */
export interface TemplateTexts extends Pick<TemplateOffer, 'name' | 'title' | 'summary' | 'questions'> {
  readonly record?: string | null;
}

export interface TemplateAbout {
  readonly title: string;
  readonly summary: string;
}

/** How projects begin from templates; one discipline gives it. */
export interface Templates {
  /** What those of the product say, for other languages. */
  readonly shipped: readonly TemplateTexts[];
  /** Those of the product and those of the organisation, as its graph has them. */
  readonly offered: (organisation: GraphReader, registry: Registry) => readonly TemplateOffer[];
  /** Command that fills a new project: takes { template, answers, goLive }, answers with what it made. */
  readonly fill: string;
  /** What a project is built of, without people and without what happened in it: taken by `keep`. */
  readonly taken: (project: GraphReader, about: TemplateAbout, registry: Registry) => Json;
  /** Command of the organisation that keeps a template: takes { template }. */
  readonly keep: string;
  /** Registers a project shows while they are empty. */
  readonly registers: (project: GraphReader) => readonly string[];
}

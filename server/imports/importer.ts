import type { SentenceForm } from '@callosum/kernel';
import type { importRequest } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { CommandRequest } from '../write/execute.ts';

export type ImportRequest = z.infer<typeof importRequest>;

export interface ImportWarning {
  readonly code: string;
  /** In English. */
  readonly message: string;
  /** The same for other languages. */
  readonly sentences?: { readonly message: SentenceForm } | undefined;
  readonly line?: number | undefined;
}

/** A plan read from a file, before it meets the project. */
export interface ReadPlan {
  readonly title: string;
  readonly start?: string | undefined;
  readonly finish?: string | undefined;
  readonly milestones: readonly { uid: number; title: string; date?: string | undefined }[];
  readonly warnings: readonly ImportWarning[];
  /** The command that brings the plan into a project. */
  readonly command: (options: { newProject: boolean; request: ImportRequest }) => CommandRequest;
}

/** Reads files of one family of formats. The composition hands the importers to the server. */
export interface Importer {
  readonly name: string;
  /** @throws Error with `code`, `remedy`, `sentences` and place for a file it cannot read; nothing was written. */
  readonly read: (content: AsyncIterable<Uint8Array>, file: { name: string; hash: string }) => Promise<ReadPlan>;
}

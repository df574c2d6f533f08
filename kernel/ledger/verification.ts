import type { z } from 'zod';

/** One thing that was looked at in a document, with what was found. */
export interface ProofStep {
  readonly name: string;
  readonly ok: boolean;
  /** A sentence for people. */
  readonly detail: string;
}

/** The outcome of checking a document offline. */
export interface ProofResult {
  /** True when every step holds. */
  readonly ok: boolean;
  readonly steps: readonly ProofStep[];
  readonly firstFault?: ProofStep;
  /** True when the key was compared with one the reader trusts. Without that, anybody could have made the document. */
  readonly keyTrusted: boolean;
}

/** What the reader trusts beforehand. */
export interface TrustOptions {
  /** SHA-256 of the public key in hexadecimal, known from elsewhere; several when the key was changed. */
  readonly trustedFingerprint?: string | readonly string[];
}

const SHOWN_PROBLEMS = 3;

/** Longest text of a proof document that is read, in UTF-16 units. */
export const MAX_DOCUMENT_TEXT = 1 << 24;

/** Collects steps in order; a step that does not hold does not keep later ones from being looked at. */
export function createSteps() {
  const steps: ProofStep[] = [];
  let keyTrusted = false;
  return {
    add(name: string, ok: boolean, found: string, otherwise: string): boolean {
      steps.push({ name, ok, detail: ok ? found : otherwise });
      return ok;
    },
    /** Compares the keys' fingerprints with those the reader trusts. */
    trust(fingerprints: readonly string[], options: TrustOptions): void {
      if (options.trustedFingerprint === undefined) {
        const shown = fingerprints.join(' and ');
        const detail = `Not compared: compare the fingerprint ${shown} with one you have from the makers themselves.`;
        steps.push({ name: 'key', ok: true, detail });
        return;
      }
      const trusted = new Set([options.trustedFingerprint].flat().map((one) => one.toLowerCase()));
      const stranger = fingerprints.find((one) => !trusted.has(one));
      keyTrusted = stranger === undefined;
      this.add('key', keyTrusted, 'The key is the trusted one.', `The key ${stranger} is not a trusted one.`);
    },
    result(): ProofResult {
      const firstFault = steps.find((step) => !step.ok);
      const ok = firstFault === undefined;
      return { ok, steps, ...(firstFault && { firstFault }), keyTrusted: ok && keyTrusted };
    },
  };
}

export type Steps = ReturnType<typeof createSteps>;

/** The first few problems of a document's form, each with its place. */
export function formProblems(format: string, error: z.ZodError): string {
  const shown = error.issues.slice(0, SHOWN_PROBLEMS);
  const list = shown.map((issue) => `${issue.path.map(String).join('.') || 'the whole'}: ${issue.message}`);
  const more = error.issues.length > shown.length ? ' and more' : '';
  return `This is not a document of the form ${format}. ${list.join('; ')}${more}.`;
}

/** A document given as text or as value, as a value; undefined when the text is no JSON or too long. */
export function documentValue(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  if (document.length > MAX_DOCUMENT_TEXT) return undefined;
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

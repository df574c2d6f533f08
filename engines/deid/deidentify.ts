import type { Finding, Replaced } from './finding.ts';
import type { Mode, Setting } from './replace/replace.ts';
import type { Settled } from './replace/settle.ts';
import { applied, isSettled, settle } from './replace/settle.ts';
import { scanText } from './text/scan.ts';
import { scanMessage } from './v2/message.ts';
import { Vault } from './vault/vault.ts';

export interface DeidOptions {
  readonly mode: Mode;
  /** The year in which ages are told; the engine reads no clock. */
  readonly asOf: number;
  /** Keeps codes and shifts across calls; a new one each time where it is left out. */
  readonly vault?: Vault;
  /** Whose data a text or a table without identifiers is. */
  readonly person?: string;
}

/** What became of an input. */
export interface Deidentified {
  readonly text: string;
  readonly replaced: readonly Replaced[];
}

/** De-identifies running text. */
export function deidentifyText(text: string, options: DeidOptions): Deidentified {
  return done(text, settle(text, scanText(text), settingOf(options, options.person ?? '')));
}

/** De-identifies one HL7 v2 message. */
export function deidentifyMessage(text: string, options: DeidOptions): Deidentified {
  const { findings, person } = scanMessage(text);
  return done(text, settle(text, findings, settingOf(options, person || (options.person ?? ''))));
}

/**
 * What stands in the place of identifiers in an HL7 v2 message that has been de-identified here before, in either mode: codes and names that were drawn, years, dates that were
 * moved. None for a message that has not, or that holds nothing which can tell.
 */
export function replacedBefore(text: string): readonly Finding[] {
  const { findings } = scanMessage(text);
  return isSettled(text, findings) ? findings : [];
}

function settingOf({ mode, asOf, vault = new Vault() }: DeidOptions, person: string): Setting {
  return { mode, vault, year: asOf, person };
}

function done(text: string, settled: readonly Settled[]): Deidentified {
  return { text: applied(text, settled), replaced: settled.map((one) => replacedOf(one, 0)) };
}

/** @param base where the piece that was settled begins in the whole input */
export function replacedOf({ path, start, end, class: kind, rule }: Settled, base: number): Replaced {
  return { ...(path === undefined ? {} : { path }), offset: base + start, class: kind, length: end - start, rule };
}

import { PlanFileError } from '../errors.ts';
import type { PlanWarning } from '../errors.ts';
import type { Plan } from '../plan.ts';
import { createAssembly } from './assemble.ts';
import { createByteDecoder } from './decode.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { MspdiLimits } from './limits.ts';
import { createRowReader } from './rows.ts';

export interface MspdiResult {
  readonly plan: Plan;
  /** Oddities in the file, in the order they were found; those between rows come last. */
  readonly warnings: readonly PlanWarning[];
}

export interface MspdiReader {
  /**
   * Reads the next bytes of the file, cut anywhere. The bytes may be reused afterwards.
   * @throws PlanFileError as soon as the file cannot be read; every later call throws the same error
   */
  write(bytes: Uint8Array): void;
  /**
   * Says that there are no more bytes.
   * @throws PlanFileError if the file cannot be read or is not complete
   */
  end(): MspdiResult;
  /** Canonical name of the character encoding, once it is known. */
  encoding(): string | undefined;
}

/**
 * Starts reading a Microsoft Project XML file (MSPDI; Microsoft, "Project XML Data Interchange Schema").
 *
 * The reader holds the rows it keeps and at most one element that it does not; a file may be larger than memory
 * allows for its text. No DOCTYPE, entity or outside reference is ever followed.
 * @param limits replaces single values of `DEFAULT_LIMITS`
 */
export const createMspdiReader = (limits: Partial<MspdiLimits> = {}): MspdiReader => {
  const all: MspdiLimits = { ...DEFAULT_LIMITS, ...limits };
  const assembly = createAssembly(all.maxWarnings);
  const rows = createRowReader(all, () => decoder.encoding(), { onRow: assembly.row, onRepeated: assembly.repeated });
  const decoder = createByteDecoder(all.maxBytes, rows.write, rows.place);
  let failure: PlanFileError | undefined;
  let ended = false;

  const guarded = <T>(step: () => T): T => {
    if (failure !== undefined) throw failure;
    if (ended) throw new TypeError('the reader has ended');
    try {
      return step();
    } catch (error) {
      if (error instanceof PlanFileError) failure = error;
      throw error;
    }
  };

  return {
    write: (bytes) => guarded(() => decoder.write(bytes)),
    end() {
      return guarded(() => {
        rows.end(decoder.end());
        ended = true;
        return assembly.finish();
      });
    },
    encoding: () => decoder.encoding(),
  };
};

/**
 * Reads a whole Microsoft Project XML file.
 * @param source the bytes, or pieces of them as they arrive
 * @throws PlanFileError if it cannot be read; what is merely odd is in `warnings`
 */
export const readMspdi = async (
  source: Uint8Array | AsyncIterable<Uint8Array>,
  limits: Partial<MspdiLimits> = {},
): Promise<MspdiResult> => {
  const reader = createMspdiReader(limits);
  if (source instanceof Uint8Array) reader.write(source);
  else for await (const bytes of source) reader.write(bytes);
  return reader.end();
};

/** The file of messages without identifiers that a profile was learnt from, attached to it. */
export const SAMPLES_NAME = 'samples.hl7';

/** The files that say a mapping and a code map in full, attached to their records. */
export const MAPPING_NAME = 'mapping.json';
export const CODES_NAME = 'codes.json';

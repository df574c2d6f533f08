/**
 * What verdicts and mapped messages of this engine rest on besides the message: its own version and that of the definitions. Whoever changes what a check finds or a mapping makes raises the version in
 * package.json, so that results of before are known to be of before.
 */
export const ENGINE = 'hl7v2 0.3.0, hl7-dictionary 1.0.1';

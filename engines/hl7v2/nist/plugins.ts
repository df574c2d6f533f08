import type { Expression } from '../profile/expression.ts';

const RADX = 'gov.nist.hit.elr.radx.plugin.cs.';

/** Tests that the NIST tools keep as Java classes, written anew after the descriptions in the profiles that use them. */
const PLUGINS: Readonly<Record<string, Expression>> = {
  [`${RADX}NIH_001`]: { kind: 'same', path: 'OBX-17', unless: 'OBX-29' },
  [`${RADX}NIH_002`]: { kind: 'same', path: 'OBX-19', unless: 'OBX-29' },
  [`${RADX}NIH_003`]: { kind: 'same', path: 'OBX-11' },
  [`${RADX}NIH_004`]: { kind: 'same', path: 'OBX-15' },
  [`${RADX}NIH_005`]: { kind: 'same', path: 'OBX-23' },
  [`${RADX}NIH_006`]: { kind: 'same', path: 'OBX-24' },
  'gov.nist.hit.lri.plugin.cp.OBR_28': { kind: 'or', of: ['1', '4'].map((part) => copyTo(part)) },
};

/** A code of result handling that asks for a copy, in any repetition of OBR-49. */
function copyTo(component: string): Expression {
  const path = `49[*].${component}[1]`;
  return { kind: 'list', path, values: ['CC', 'BCC'], ignoreCase: false, absent: 'fail', atLeastOnce: true };
}

export function pluginOf(name: string): Expression {
  return (
    PLUGINS[name] ?? { kind: 'unknown', what: `The rule is the program ${name}, which is not part of the profile.` }
  );
}

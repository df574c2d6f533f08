import { authenticationResponse, registrationResponse } from '@callosum/kernel/contract';

/** Whether this browser can make and show passkeys, and may at this address. */
export function knowsPasskeys(): boolean {
  return (
    typeof PublicKeyCredential !== 'undefined' &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    !/^[\d.]+$|^\[/.test(window.location.hostname)
  );
}

/** Lets the browser make a passkey. Undefined when the person changed his mind. */
export async function makePasskey(
  options: unknown,
): Promise<ReturnType<typeof registrationResponse.parse> | undefined> {
  if (!isCreation(options)) throw new TypeError('These are no options');
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await navigator.credentials.create({ publicKey }).catch(ignoreRefusal);
  return made instanceof PublicKeyCredential ? registrationResponse.parse(made.toJSON()) : undefined;
}

/** Lets the browser show a passkey. Undefined when the person changed his mind. */
export async function askPasskey(
  options: unknown,
): Promise<ReturnType<typeof authenticationResponse.parse> | undefined> {
  if (!isRequest(options)) throw new TypeError('These are no options');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const shown = await navigator.credentials.get({ publicKey }).catch(ignoreRefusal);
  return shown instanceof PublicKeyCredential ? authenticationResponse.parse(shown.toJSON()) : undefined;
}

/** The browser checks the rest. */
function isCreation(options: unknown): options is PublicKeyCredentialCreationOptionsJSON {
  return isRequest(options) && 'rp' in options && 'user' in options;
}

function isRequest(options: unknown): options is PublicKeyCredentialRequestOptionsJSON {
  return typeof options === 'object' && options !== null && 'challenge' in options;
}

function ignoreRefusal(error: unknown): null {
  if (error instanceof DOMException) return null;
  throw error;
}

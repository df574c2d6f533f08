import { refusal, say, type Sentence } from '@callosum/kernel';
import { X509Certificate } from 'node:crypto';
import { SaxesParser } from 'saxes';

/** What an identity provider's SAML metadata say about it. */
export interface IdpMetadata {
  readonly entityId: string;
  readonly entryPoint: string;
  /** DER as base64. */
  readonly certificates: readonly string[];
}

const MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const MOST_CHARACTERS = 2_000_000;

/** Reads an EntityDescriptor with an IDPSSODescriptor. @throws Refusal `invalid` that says what is missing. */
export function readMetadata(xml: string): IdpMetadata {
  const bad = (message: Sentence) =>
    refusal('invalid', message, { path: ['metadata'], remedy: say`Save the metadata of the provider again, whole.` });
  if (xml.length > MOST_CHARACTERS) throw bad(say`The metadata are too long.`);
  const entities = new Set<string>();
  let entryPoint = '';
  const certificates = new Set<string>();
  let inIdp = false;
  let signs = false;
  let text: string | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => {
    throw bad(say`The metadata are not well-formed XML.`);
  });
  parser.on('doctype', () => {
    throw bad(say`The metadata declare a document type, which is not read.`);
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const value = (name: string): string | undefined =>
      Object.values(attributes).find((one) => one.local === name && one.uri === '')?.value;
    if (uri === MD && local === 'EntityDescriptor') entities.add(value('entityID') ?? '');
    if (uri === MD && local === 'IDPSSODescriptor') inIdp = true;
    if (!inIdp) return;
    if (uri === MD && local === 'KeyDescriptor') signs = (value('use') ?? 'signing') === 'signing';
    if (uri === DS && local === 'X509Certificate' && signs) text = '';
    if (uri === MD && local === 'SingleSignOnService' && value('Binding') === REDIRECT)
      entryPoint ||= value('Location') ?? '';
  });
  parser.on('text', (more) => {
    if (text !== undefined) text += more;
  });
  parser.on('closetag', ({ uri, local }) => {
    if (uri === MD && local === 'IDPSSODescriptor') inIdp = false;
    if (text === undefined || local !== 'X509Certificate') return;
    certificates.add(text.replaceAll(/\s+/g, ''));
    text = undefined;
  });
  parser.write(xml).close();
  const [entityId = ''] = entities;
  if (entities.size > 1) throw bad(say`The metadata are of several providers.`);
  if (entityId === '') throw bad(say`The metadata name no provider (entityID).`);
  if (!URL.canParse(entryPoint)) throw bad(say`The metadata have no sign-in address for redirects (HTTP-Redirect).`);
  if (certificates.size === 0) throw bad(say`The metadata have no certificate to check signatures with.`);
  for (const certificate of certificates) {
    if (!certificateOf(certificate)) throw bad(say`A certificate in the metadata cannot be read.`);
  }
  return { entityId, entryPoint, certificates: [...certificates] };
}

/** Undefined when it is none. */
export function certificateOf(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

/** Whose certificates they are and when they end; ended ones are said so. */
export function certificateFacts(certificates: readonly string[]): { until: string; ended: boolean }[] {
  return certificates.map((one) => {
    const until = certificateOf(one)?.validToDate ?? new Date(0);
    return { until: until.toISOString(), ended: until.getTime() < Date.now() };
  });
}

import { BasicConstraintsExtension, X509CertificateGenerator } from '@peculiar/x509';
import { createServer } from 'node:http';
import samlify from 'samlify';
import { closed, listen } from './oidc-provider.ts';

samlify.setSchemaValidator({ validate: () => Promise.resolve('read elsewhere') });

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const MINUTE_MS = 60_000;

/** What an answer says; whatever is left out is as it should be. */
export interface Answer {
  readonly nameId?: string;
  readonly nameIdFormat?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly audience?: string;
  readonly recipient?: string;
  readonly inResponseTo?: string;
  readonly issuer?: string;
  /** Minutes from now at which it was made. */
  readonly made?: number;
  readonly algorithm?: 'sha1';
  /** How he signed in there. */
  readonly authnContext?: string;
}

export interface TestIdp {
  readonly entityId: string;
  readonly metadata: string;
  /** Answers a request for sign-in as a real provider does. @returns the form its page would post. */
  readonly answer: (requested: URL, answer?: Answer) => Promise<{ SAMLResponse: string; RelayState: string }>;
  readonly close: () => Promise<void>;
}

/** An identity provider of SAML with a key of its own. @param serviceMetadata our own metadata, which it is set up with. */
export async function startSamlIdp(serviceMetadata: () => Promise<string>): Promise<TestIdp> {
  const server = createServer((_request, response) => void response.writeHead(404).end());
  const entityId = `http://127.0.0.1:${await listen(server)}/idp`;
  const key = await newKey();
  const idpWith = (algorithm: string) =>
    samlify.IdentityProvider({
      entityID: entityId,
      privateKey: key.pem,
      signingCert: key.certificate,
      requestSignatureAlgorithm: algorithm,
      wantAuthnRequestsSigned: false,
      nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
      singleSignOnService: [{ Binding: REDIRECT, Location: `${entityId}/sso` }],
      singleLogoutService: [{ Binding: REDIRECT, Location: `${entityId}/slo` }],
      loginResponseTemplate: { context: TEMPLATE, attributes: [] },
    });
  return {
    entityId,
    metadata: idpWith(SHA256).getMetadata(),
    answer: async (requested, said = {}) => {
      const idp = idpWith(said.algorithm === 'sha1' ? SHA1 : SHA256);
      const service = samlify.ServiceProvider({ metadata: await serviceMetadata() });
      const query = Object.fromEntries(requested.searchParams);
      const request = await idp.parseLoginRequest(service, 'redirect', { query });
      const asked = request.extract.request?.['id'];
      const back = String(service.entityMeta.getAssertionConsumerService('post'));
      const values = valuesOf(said, {
        entityId,
        back,
        asked: String(asked),
        audience: service.entityMeta.getEntityID(),
      });
      const { context } = await idp.createLoginResponse(
        service,
        { ...request },
        'post',
        {},
        {
          customTagReplacement: (template) => ({ id: values['ID'] ?? '', context: replaced(template, values) }),
        },
      );
      return { SAMLResponse: context, RelayState: query['RelayState'] ?? '' };
    },
    close: () => closed(server),
  };
}

function valuesOf(
  said: Answer,
  right: { readonly entityId: string; readonly back: string; readonly asked: string; readonly audience: string },
): Readonly<Record<string, string>> {
  const made = Date.now() + (said.made ?? 0) * MINUTE_MS;
  const until = new Date(made + 5 * MINUTE_MS).toISOString();
  return {
    ID: `_${crypto.randomUUID()}`,
    AssertionID: `_${crypto.randomUUID()}`,
    IssueInstant: new Date(made).toISOString(),
    Until: until,
    Destination: right.back,
    InResponseTo: said.inResponseTo ?? right.asked,
    Recipient: said.recipient ?? right.back,
    Audience: said.audience ?? right.audience,
    Issuer: said.issuer ?? right.entityId,
    Class: said.authnContext ?? 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
    NameIDFormat: said.nameIdFormat ?? 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    NameID: said.nameId ?? 'somebody',
    Attributes: Object.entries(said.attributes ?? {})
      .map(([name, all]) => {
        const inner = all.map((one) => `<saml:AttributeValue>${one}</saml:AttributeValue>`).join('');
        return `<saml:Attribute Name="${name}">${inner}</saml:Attribute>`;
      })
      .join(''),
  };
}

function replaced(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
}

const TEMPLATE = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{IssueInstant}" Destination="{Destination}" InResponseTo="{InResponseTo}"><saml:Issuer>{Issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="{AssertionID}" Version="2.0" IssueInstant="{IssueInstant}"><saml:Issuer>{Issuer}</saml:Issuer><saml:Subject><saml:NameID Format="{NameIDFormat}">{NameID}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{Until}" Recipient="{Recipient}" InResponseTo="{InResponseTo}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{IssueInstant}" NotOnOrAfter="{Until}"><saml:AudienceRestriction><saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{IssueInstant}"><saml:AuthnContext><saml:AuthnContextClassRef>{Class}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>{Attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;

async function newKey(): Promise<{ pem: string; certificate: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=An identity provider for tests',
      notBefore: new Date(Date.now() - 60 * MINUTE_MS),
      notAfter: new Date(Date.now() + 60 * MINUTE_MS),
      signingAlgorithm: algorithm,
      keys,
      extensions: [new BasicConstraintsExtension(false)],
    },
    crypto,
  );
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    pem: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`,
    certificate: certificate.toString('pem'),
  };
}

import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';

/** What the provider says of whoever signs in. */
export interface Claims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Says who sits at the provider from now on. */
  readonly seat: (claims: Claims) => void;
  /** Addresses people may be sent back to. */
  readonly allow: (callback: string) => void;
  readonly close: () => Promise<void>;
}

const CLIENT = 'callosum';
const SECRET = 'a secret of a client, long enough';

/** A real provider of OpenID Connect on this machine. Whoever comes is signed in at once as who was seated. */
export async function startOidcProvider(callbacks: readonly string[] = []): Promise<TestProvider> {
  let seated: Claims = { sub: 'nobody' };
  const allowed = [...callbacks, 'http://127.0.0.1/none'];
  const people = new Map<string, Claims>();
  const server = createServer();
  const port = await listen(server);
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: allowed,
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['a key for cookies of a test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ ...people.get(id), sub: id }),
    }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  });
  // Where people may be sent back to is known only once the server that is tested listens.
  Object.defineProperty(provider.Client.prototype, 'redirectUriAllowed', {
    value: (address: string) => allowed.includes(address),
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    void (async () => {
      const { params, prompt, grantId } = await provider.interactionDetails(request, response);
      if (prompt.name === 'login') {
        people.set(seated.sub, seated);
        return provider.interactionFinished(request, response, { login: { accountId: seated.sub, remember: false } });
      }
      const grant = grantId
        ? await provider.Grant.find(grantId)
        : new provider.Grant({ accountId: seated.sub, clientId: String(params['client_id']) });
      grant?.addOIDCScope(String(params['scope']));
      return provider.interactionFinished(request, response, { consent: { grantId: await grant?.save() } });
    })();
  });
  return {
    issuer,
    clientId: CLIENT,
    clientSecret: SECRET,
    seat: (claims) => {
      seated = claims;
    },
    allow: (callback) => void allowed.push(callback),
    close: () => closed(server),
  };
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

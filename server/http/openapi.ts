import { API_PATH } from '@callosum/kernel/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { router } from './routes/index.ts';

export type ApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

const documents = new Map<string, Promise<ApiDocument>>();

/** The interface as OpenAPI 3.1, out of the contract that the server itself answers by; made once. */
export function apiDocument(version: string): Promise<ApiDocument> {
  const known = documents.get(version);
  if (known) return known;
  const made = generate(version);
  documents.set(version, made);
  return made;
}

function generate(version: string): Promise<ApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(router, {
    info: {
      title: 'Callosum',
      version,
      summary: 'Everything the browser does, for scripts and other systems.',
      description:
        'Sign in with an API token from your account page, sent as “Authorization: Bearer …”. What a token may do is what its owner may do, narrowed by the token. A refusal says in “data.problems” what is wrong, where, and what to do.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API_PATH }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  });
}

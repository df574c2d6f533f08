import type { ApiDocument } from './openapi.ts';
import { type Part, partsOf } from './schema-parts.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly Part[];
  readonly body: readonly Part[];
  readonly answer: readonly Part[];
}

/** The interface as a page: no script, every operation with what it takes and gives. */
export function referencePage(document: ApiDocument, nonce: string): string {
  const operations = operationsOf(document);
  const groups = Map.groupBy(operations, ({ id }) => id.split('.')[0] ?? id);
  const { title, version, description } = document.info;
  const sections = [...groups].map(
    ([name, members]) => `<section aria-labelledby="${name}">
<h2 id="${name}">${escape(spoken(name))}</h2>
${members.map(operationHtml).join('\n')}
</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}: HTTP interface</title><style nonce="${nonce}">${STYLE}</style></head>
<body><header><h1>HTTP interface of ${escape(title)}</h1>
<p>Version ${escape(version)}. ${escape(description ?? '')} The same for programs: <a href="openapi.json">openapi.json</a> (OpenAPI ${escape(document.openapi)}).</p></header>
<nav aria-label="Groups"><ul>${[...groups.keys()].map((name) => `<li><a href="#${name}">${escape(spoken(name))}</a></li>`).join('')}</ul></nav>
<main>${sections.join('\n')}</main></body></html>`;
}

function operationsOf({ paths = {} }: ApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method];
      if (!operation) return [];
      const { operationId = '', summary = '', parameters = [], requestBody, responses } = operation;
      const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
      return [
        {
          id: operationId,
          method: method.toUpperCase(),
          path,
          summary,
          parameters: parameters.flatMap((one) =>
            'name' in one
              ? partsOf(one.schema, one.name, one.required === true).map((part, at) =>
                  at === 0 ? { ...part, type: `${part.type}, in the ${one.in}` } : part,
                )
              : [],
          ),
          body: requestBody && 'content' in requestBody ? partsOf(schemaIn(requestBody.content)) : [],
          answer: good && 'content' in good && good.content ? partsOf(schemaIn(good.content)) : [],
        },
      ];
    }),
  );
}

function schemaIn(content: Readonly<Record<string, { readonly schema?: unknown }>>): unknown {
  return content['application/json']?.schema;
}

function operationHtml({ id, method, path, summary, parameters, body, answer }: Operation): string {
  return `<details><summary><h3 id="${id}">${escape(summary || id)}</h3> <code><strong>${method}</strong> ${escape(path)}</code></summary>
${partsHtml('Parameters', id, parameters)}${partsHtml('Body', id, body)}${partsHtml('Answer', id, answer)}</details>`;
}

function partsHtml(caption: string, id: string, parts: readonly Part[]): string {
  if (parts.length === 0) return '';
  const rows = parts.map(
    ({ name, type, required, about }) =>
      `<tr><th scope="row"><code>${escape(name)}</code></th><td>${escape(type)}</td><td>${required ? 'required' : 'may be left out'}</td><td>${escape(about)}</td></tr>`,
  );
  return `<div class="wide" tabindex="0" role="region" aria-label="${caption} of ${escape(id)}"><table><caption>${caption}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Needed</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows.join('')}</tbody></table></div>`;
}

/** `signInSettings` is read as “Sign in settings”. */
function spoken(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `:root{color-scheme:light dark;--ink:#17211f;--soft:#4f5b58;--rule:#d7dddb;--accent:#0b6a60;--paper:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e6ecea;--soft:#a7b3b0;--rule:#2f3a38;--accent:#74bdb2;--paper:#111817}}
body{margin:0 auto;max-width:60rem;padding:24px 16px;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--accent)}h1{font-size:1.5rem}h2{margin-top:40px;font-size:1.25rem;border-bottom:1px solid var(--rule)}h3{display:inline;font-size:1rem}
details{margin:8px 0}summary{cursor:pointer;overflow-wrap:anywhere}code{font-size:.875rem;overflow-wrap:anywhere}nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;list-style:none}
.wide{overflow-x:auto}table{width:100%;margin:8px 0;border-collapse:collapse;font-size:.875rem}caption{text-align:start;color:var(--soft)}
th,td{padding:4px 12px 4px 0;border-bottom:1px solid var(--rule);text-align:start;vertical-align:top}thead th{color:var(--soft);font-weight:500}tbody th{font-weight:400}`;

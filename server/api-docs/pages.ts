// The API reference as pages: one that says how to begin, and one for each noun. Made from the OpenAPI document alone.
import { operations } from '../trpc/operations.ts';
import type { ApiDocument } from '../trpc/openapi.ts';
import { html, prose, type Content, type Html } from './html.ts';
import { bodyOf, clientSample, curlSample, type Described } from './samples.ts';
import { fieldList, fieldRow, type Schema } from './schema.ts';

export type Reference = ReadonlyMap<string, readonly Described[]>;

/** Noun → its operations, in the order of the document. */
export function referenceOf(document: ApiDocument): Reference {
  const known = new Map(operations().map((operation) => [operation.name, operation.meta]));
  const reference = new Map<string, Described[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = operation.operationId ?? '';
      const requires = known.get(name)?.requires;
      const isOffered = requires !== undefined && requires !== 'public' && requires !== 'account';
      const call = name === 'auth.me' ? 'me' : isOffered ? name : undefined;
      const noun = operation.tags?.[0] ?? 'other';
      const list = reference.get(noun) ?? [];
      list.push({ ...operation, method: method.toUpperCase(), path, call });
      reference.set(noun, list);
    }
  }
  return reference;
}

export const capital = (noun: string): string => noun.slice(0, 1).toUpperCase() + noun.slice(1);

export function overview(document: ApiDocument, reference: Reference, origin: string): Html {
  return html`<h1>StreamFlow API</h1>
    <p class="lead">${prose(document.info.description ?? '')}</p>
    <section aria-labelledby="begin">
      <h2 id="begin">Begin</h2>
      <p>
        Ask an administrator of your tenant for an API key and keep it in the environment. Where a record is
        named, its id is taken from <code>ID</code>. Every sample of this reference then works as it stands.
      </p>
      <pre><code>export STREAMFLOW_KEY=sf_live_…</code></pre>
      <h3>curl</h3>
      <pre
        data-sample="curl"
      ><code>curl "${origin}/api/leads?limit=10" -H "Authorization: Bearer $STREAMFLOW_KEY"</code></pre>
      <h3>Typed client for TypeScript and JavaScript</h3>
      <pre><code>npm i ${origin}/sdk.tgz</code></pre>
      <pre data-sample="client"><code>${CLIENT(origin)}</code></pre>
      <h3>Python</h3>
      <pre data-sample="python"><code>${PYTHON(origin)}</code></pre>
    </section>
    <section aria-labelledby="rules">
      <h2 id="rules">Rules of every call</h2>
      <dl class="fields">
        ${RULES.map(
          ([name, text]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${prose(text)}</dd>
            </div>`,
        )}
      </dl>
    </section>
    <section aria-labelledby="nouns">
      <h2 id="nouns">Operations</h2>
      ${[...reference].map(
        ([noun, list]) =>
          html`<h3><a class="link" href="/api/docs/${noun}">${capital(noun)}</a></h3>
            <ul class="operations">
              ${list.map(
                (operation) =>
                  html`<li>
                    <a href="/api/docs/${noun}#${operation.operationId}">${address(operation)}</a>
                    ${operation.summary}
                  </li>`,
              )}
            </ul>`,
      )}
    </section>`;
}

const CLIENT = (origin: string): string => `import { createClient } from 'streamflow';

const crm = createClient({ url: '${origin}', apiKey: process.env.STREAMFLOW_KEY });
for await (const lead of crm.leads.iterate({ sort: '-created_at' })) console.log(lead.name);`;

const PYTHON = (origin: string): string => `import json, os, urllib.request

request = urllib.request.Request(
    "${origin}/api/leads?limit=10",
    headers={"Authorization": "Bearer " + os.environ["STREAMFLOW_KEY"]},
)
for lead in json.load(urllib.request.urlopen(request))["items"]:
    print(lead["name"])`;

const RULES: readonly (readonly [string, string])[] = [
  [
    'Refusals',
    'Any status from 400 carries `{ error, slug, message, details, hint, data, requestId }`: the kind, the exact reason, a sentence for people, messages field by field.',
  ],
  [
    'Versions',
    'Changes name the `version` of the record that was read; a 409 says that somebody was faster.',
  ],
  [
    'Repeating',
    'Send a new `Idempotency-Key` with every write and the same one when you repeat it: it has one effect, and the first answer is given again.',
  ],
  ['Waiting', '429 and 503 say in `Retry-After` how many seconds to wait.'],
  ['Pages', 'Lists answer `next`; send it back as `after` until it is null.'],
  ['Trying out', '`X-Dry-Run: true` runs a write in a real transaction that is rolled back.'],
];

const address = ({ method, path }: Described): Html =>
  html`<span class="method">${method}</span> <code>/api${path}</code>`;

export function nounPage(noun: string, list: readonly Described[], origin: string): Html {
  return html`<h1>${capital(noun)}</h1>
    ${list.map((operation) => section(operation, origin))}`;
}

function section(operation: Described, origin: string): Html {
  const { operationId = '', summary, parameters = [], responses } = operation;
  const body = bodyOf(operation);
  const codes = Object.entries(responses);
  // 201 and 202 before the 200 of a dry run
  const answers = codes.filter(([status]) => Number(status) < 400).reverse();
  return html`<section class="operation" aria-labelledby="${operationId}">
    <h2 id="${operationId}">${summary}</h2>
    <p class="address">${address(operation)}</p>
    ${operation.description !== undefined && html`<p>${prose(operation.description)}</p>`}
    ${
      parameters.length > 0 &&
      html`<h3>Parameters</h3>
        <dl class="fields">
          ${parameters.map(({ name, schema, required, description }) =>
            fieldRow(
              name,
              { ...(schema as Schema), ...(description !== undefined && { description }) },
              required ?? false,
            ),
          )}
        </dl>`
    }
    ${
      body &&
      html`<h3>Body <small>${body.type}</small></h3>
        ${fieldList(body.schema, true) ?? html`<p>An empty object.</p>`}`
    }
    ${answers.map(([status, response]) => answer(status, response))}
    <h3>Refusals</h3>
    <dl class="fields">
      ${codes
        .filter(([status]) => Number(status) >= 400)
        .map(
          ([status, { description }]) =>
            html`<div>
              <dt><code>${status}</code></dt>
              <dd>${prose(description)}</dd>
            </div>`,
        )}
    </dl>
    ${sample('curl', curlSample(operation, origin))} ${sample('client', clientSample(operation, origin))}
  </section>`;
}

function answer(status: string, { description, content = {} }: Described['responses'][string]): Html {
  const [entry] = Object.entries(content);
  return html`<h3>Answer <small>${status}</small></h3>
    <p>${prose(description)}${entry && entry[0] !== 'application/json' && `, as ${entry[0]}`}</p>
    ${entry && fieldList(entry[1].schema as Schema, false)}`;
}

const sample = (kind: 'curl' | 'client', text: string | undefined): Content =>
  text !== undefined &&
  html`<h3>${kind === 'curl' ? 'curl' : 'Typed client'}</h3>
    <pre data-sample="${kind}"><code>${text}</code></pre>`;

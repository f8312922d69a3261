// GET /api/docs: the API reference for people, on pages without a script, and with a policy that lets none run. It is
// open to everybody, like the OpenAPI document it is made from, and says nothing about any tenant.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { html, type Html } from '../api-docs/html.ts';
import { capital, nounPage, overview, referenceOf, type Reference } from '../api-docs/pages.ts';
import { AppError } from '../errors.ts';
import { openApiDocument, type ApiDocument } from '../trpc/openapi.ts';
import { REPORTING_ENDPOINTS, setHeaders } from './headers.ts';
import type { Route } from './routes.ts';
import { sendBuffer } from './web.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'report-to csp',
].join('; ');

interface Library {
  document: ApiDocument;
  reference: Reference;
  styles: string[];
}

/** `built`: the folder of the browser's files, where the styles of the pages lie. */
export function apiDocsRoutes(built: URL): Route[] {
  let library: Library | undefined;
  const open = (): Library => {
    const document = openApiDocument();
    return { document, reference: referenceOf(document), styles: stylesIn(built) };
  };
  const route = (path: string, content: (library: Library, noun: string, origin: string) => Html): Route => ({
    method: 'GET',
    path,
    handle(req, res, { cookies, origin }, { params }) {
      library ??= open();
      const noun = params['noun'] ?? '';
      const title = noun ? `${capital(noun)} · StreamFlow API` : 'StreamFlow API';
      const main = content(library, noun, origin);
      setHeaders(res, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': POLICY,
        'Reporting-Endpoints': REPORTING_ENDPOINTS,
      });
      const page = frame({ ...library, title, noun, theme: cookies['theme'], main });
      sendBuffer(req, res, Buffer.from(page.text));
    },
  });
  return [
    route('/api/docs', ({ document, reference }, _noun, origin) => overview(document, reference, origin)),
    route('/api/docs/:noun', ({ reference }, noun, origin) => {
      const list = reference.get(noun);
      if (!list)
        throw new AppError('NotFound', 'api.unknown_operation', `The API has nothing called ${noun}.`);
      return nounPage(noun, list, origin);
    }),
  ];
}

/** The pages' own styles with their tokens, and what only the reference needs. Without a build there are none. */
function stylesIn(built: URL): string[] {
  try {
    const files = readdirSync(new URL('assets/', built)).filter((file) => /^styles-[\w-]+\.css$/.test(file));
    const own = createHash('sha256')
      .update(readFileSync(new URL('api-docs.css', built)))
      .digest('base64url');
    return [...files.map((file) => `/assets/${file}`), `/api-docs.css?v=${own.slice(0, 8)}`];
  } catch {
    return [];
  }
}

interface Frame extends Library {
  title: string;
  noun: string;
  theme: string | undefined;
  main: Html;
}

const frame = ({ title, noun, theme, main, styles, reference }: Frame): Html =>
  html`<!doctype html>
    <html lang="en-US" ${(theme === 'light' || theme === 'dark') && html`data-theme="${theme}"`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body class="reference">
        <a href="#main" class="skip-link">Skip to content</a>
        <header>
          <a href="/api/docs" ${noun === '' && html`aria-current="page"`}>StreamFlow API</a>
          <nav aria-label="Reference">
            <ul>
              ${[...reference.keys()].map(
                (name) =>
                  html`<li>
                    <a href="/api/docs/${name}" ${name === noun && html`aria-current="page"`}
                      >${capital(name)}</a
                    >
                  </li>`,
              )}
            </ul>
          </nav>
          <ul>
            <li><a href="/api/openapi.json">OpenAPI document</a></li>
            <li><a href="/sdk.tgz">Client package</a></li>
            <li><a href="/">StreamFlow</a></li>
          </ul>
        </header>
        <main id="main" tabindex="-1">${main}</main>
      </body>
    </html>`;

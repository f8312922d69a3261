// The public halves of the signing keys, for whoever verifies our access tokens elsewhere.
import type { Route } from '../http/routes.ts';
import { publicKeys } from './signing-keys.ts';

const MAX_AGE_SECONDS = 300;

export const jwksRoute: Route = {
  method: 'GET',
  path: '/.well-known/jwks.json',
  async handle(_req, res) {
    res.setHeader('Content-Type', 'application/json; charset=utf-8');
    res.setHeader('Cache-Control', `public, max-age=${MAX_AGE_SECONDS}`);
    res.end(JSON.stringify(await publicKeys()));
  },
};

// Pages for the people who build StreamFlow: they do not exist in production.
import { env } from '../../server/env.ts';
import { data } from '../remix.ts';

export function refuseInProduction(requestId: string): void {
  if (env.NODE_ENV === 'production') {
    throw data({ error: 'NotFound', message: 'Nothing here.', requestId }, { status: 404 });
  }
}

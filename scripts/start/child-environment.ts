import path from 'node:path';
import type { DatabaseUrls } from '../../db/client.ts';
import type { Env } from '../../server/env.ts';
import { inheritedEnvironment } from '../../server/env.ts';
import type { Secrets } from '../../server/secrets.ts';
import { placesOf } from './places.ts';

const isLoopback = (host: string): boolean => /^(localhost|127\.|\[?::1\]?$)/.test(host);

/**
 * What web and worker get: every role's address but the administrator's and the migrator's, absolute places, and
 * libraries in production mode (React's development build is several times slower) beside the instance's own mode.
 */
export function childEnvironment(
  env: Env,
  dataDir: string,
  secrets: Pick<Secrets, 'kek'>,
  urls: DatabaseUrls,
): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(
    Object.entries(inheritedEnvironment()).filter(([name]) => !/^(DATABASE_URL|KEK)/.test(name)),
  );
  const easyLimits = !env.externalDatabase && env.NODE_ENV !== 'production' && isLoopback(env.HOST);
  return {
    ...(easyLimits ? { LIMIT_FACTOR: '20' } : {}),
    // Compiled modules of the last start: a third off the time until the first answer.
    NODE_COMPILE_CACHE: path.join(placesOf(dataDir).run, 'compile-cache'),
    ...inherited,
    NODE_ENV: 'production',
    STREAMFLOW_MODE: env.NODE_ENV,
    STREAMFLOW_DATA_DIR: dataDir,
    KEK: env.KEK ?? secrets.kek,
    DATABASE_URL_APP: urls.app,
    DATABASE_URL_AUTH: urls.auth,
    DATABASE_URL_JOBS: urls.jobs,
    DATABASE_URL_IMPORT: urls.import,
    DATABASE_URL_OPERATOR: urls.operator,
    DATABASE_URL_AUDITOR: urls.auditor,
  };
}

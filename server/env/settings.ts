// In charge of the list of every setting: its shape, meaning, default, when it is required, and an example.
// Reads nothing; server/env.ts applies it, and .env.example and docs/config.md are written from it.
import { z } from 'zod';

export interface Setting<T extends z.ZodType = z.ZodType> {
  schema: T;
  meaning: string;
  example: string;
  /** What holds without it, in words; absent when the schema's default says it all. */
  otherwise?: string;
  required?: string;
  /** Also accepted as NAME_FILE, a path whose content is the value. */
  secret?: true;
}

const setting = <T extends z.ZodType>(schema: T, rest: Omit<Setting<T>, 'schema'>): Setting<T> => ({
  schema,
  ...rest,
});

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `not a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `not a whole number from ${min} to ${max}`);

/** Ports from 1024 that browsers and fetch open no page on, because other protocols talk there (WHATWG Fetch, "bad port"). */
const NOT_BROWSED = new Set([
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669],
  ...[6679, 6697, 10080],
]);

const browsable = whole(1, 65_535).refine(
  (port) => !NOT_BROWSED.has(port),
  'a port that browsers refuse to open',
);

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], 'neither true nor false')
  .transform((value) => ['true', '1', 'yes'].includes(value));

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const address = (what: string, ...protocols: string[]) =>
  z.string().refine((text) => {
    const url = URL.parse(text);
    return url !== null && protocols.includes(url.protocol.slice(0, -1)) && url.hostname !== '';
  }, `not ${what}`);

const web = address('an http(s) address', 'http', 'https');
const origin = web
  .refine(
    (text) => (URL.parse(text)?.pathname ?? '/') === '/',
    'has a path; only scheme, host and port belong here',
  )
  .transform((text) => new URL(text).origin);

const database = (meaning: string, role: string, otherwise: string) =>
  setting(address('a postgres:// address', 'postgres', 'postgresql').optional(), {
    meaning,
    otherwise,
    example: `postgres://${role}:password@db.example.com:5432/streamflow`,
    secret: true,
  });

const derived = 'made from DATABASE_URL and the password in secrets.json';
const limit = (standard: number, meaning: string, max = 1_000_000) =>
  setting(whole(1, max).default(standard), { meaning, example: String(standard) });

const kek = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, 'not 32 bytes in base64');

const server = {
  PORT: setting(browsable.default(3000), { meaning: 'Port of the web server.', example: '4000' }),
  HOST: setting(z.string().min(1).default('127.0.0.1'), {
    meaning: 'Address the web server listens on; 0.0.0.0 opens it to the network.',
    example: '0.0.0.0',
  }),
  PUBLIC_ORIGIN: setting(origin.optional(), {
    meaning: 'The address people type. Cookies, mail links and the cross-site check rest on it.',
    otherwise: 'http://localhost:<PORT>',
    required: 'in production, with https',
    example: 'https://crm.example.com',
  }),
  NODE_ENV: setting(
    z
      .enum(['development', 'test', 'production'], 'none of development, test, production')
      .default('development'),
    {
      meaning: 'production refuses plain http, the demo sign-ins and the pages below /dev.',
      example: 'production',
    },
  ),
  STREAMFLOW_DATA_DIR: setting(z.string().min(1).default('.data'), {
    meaning: 'Folder for the database, uploads, logs and secrets of one instance.',
    example: '/srv/streamflow',
  }),
  STREAMFLOW_DEMO: setting(flag.optional(), {
    meaning: 'Seed the demo tenants and their fixed sign-ins.',
    otherwise: 'true, but false in production, where true is refused',
    example: 'false',
  }),
  WEB_PROCESSES: setting(whole(1, 64).default(1), {
    meaning: 'Web processes sharing the port.',
    example: '2',
  }),
  METRICS_PORT: setting(whole(1, 65_535).optional(), {
    meaning: 'Separate port for /metrics.',
    otherwise: '/metrics answers on PORT to loopback only',
    example: '9090',
  }),
  TRUSTED_PROXIES: setting(list.default([]), {
    meaning: 'Addresses or networks whose X-Forwarded-For is believed, separated by commas.',
    example: '10.0.0.0/8,127.0.0.1',
  }),
  EGRESS_ALLOW: setting(list.default([]), {
    meaning: 'Inner hosts or networks that outgoing calls may reach although they are not public.',
    example: 'hooks.internal.example.com,10.1.0.0/16',
  }),
  LOG_LEVEL: setting(
    z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'no level of the log')
      .default('info'),
    { meaning: 'Least severe level that is logged.', example: 'debug' },
  ),
};

const databases = {
  DATABASE_URL: database(
    'An external PostgreSQL 16 or newer; its user makes the roles and the schemas at first start.',
    'postgres',
    'the embedded PostgreSQL 18',
  ),
  DATABASE_URL_ADMIN: database('Superuser or owner that provisions.', 'postgres', 'DATABASE_URL'),
  DATABASE_URL_MIGRATOR: database('Runs migrations.', 'streamflow_migrator', derived),
  DATABASE_URL_APP: database('All work inside a tenant.', 'streamflow_app', derived),
  DATABASE_URL_AUTH: database('Accounts, sessions and keys.', 'streamflow_auth', derived),
  DATABASE_URL_JOBS: database('The job queue.', 'streamflow_jobs', derived),
  DATABASE_URL_IMPORT: database('Import jobs; a direct connection, no pooler.', 'streamflow_import', derived),
  DATABASE_URL_OPERATOR: database('Counters and health for operators.', 'streamflow_operator', derived),
  DATABASE_URL_AUDITOR: database('Reads catalogs and audit views.', 'streamflow_auditor', derived),
  ROLE_PREFIX: setting(
    z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,30}$/, 'not a lower-case name of at most 31 letters, digits and underscores')
      .default('streamflow'),
    {
      meaning: 'First part of the database role names, for several instances on one server.',
      example: 'crm_eu',
    },
  ),
};

const outside = {
  SMTP_URL: setting(address('an smtp:// or smtps:// address', 'smtp', 'smtps').optional(), {
    meaning: 'Mail server.',
    otherwise: 'mail stays in the outbox, shown at /dev/mail outside production',
    example: 'smtps://user:password@mail.example.com:465',
    secret: true,
  }),
  MAIL_FROM: setting(z.string().min(3).default('StreamFlow <no-reply@localhost>'), {
    meaning: 'Sender of every mail.',
    example: 'StreamFlow <no-reply@example.com>',
  }),
  SIGNUP_NEUTRAL: setting(flag.optional(), {
    meaning: 'Registration answers the same for new and taken e-mail addresses and confirms by mail.',
    otherwise: 'true when SMTP_URL is set',
    example: 'true',
  }),
  KEK: setting(kek.optional(), {
    meaning: 'Key that encrypts the signing keys in the database: 32 bytes in base64.',
    otherwise: 'made at first start and kept in secrets.json',
    example: Buffer.alloc(32, 'example!').toString('base64'),
    secret: true,
  }),
  LLM_PROVIDER: setting(z.enum(['rules', 'openai'], 'neither rules nor openai').default('rules'), {
    meaning: 'Who answers AI requests; rules needs no network.',
    example: 'openai',
  }),
  LLM_BASE_URL: setting(web.optional(), {
    meaning: 'Address of an OpenAI-compatible service.',
    otherwise: "the provider's own",
    example: 'https://llm.example.com/v1',
  }),
  LLM_API_KEY: setting(z.string().min(8, 'too short for a key').optional(), {
    meaning: 'Key for the AI provider.',
    required: 'when LLM_PROVIDER is openai',
    example: 'your-provider-key',
    secret: true,
  }),
  SENTRY_DSN: setting(web.optional(), {
    meaning: 'Where errors are reported (Sentry protocol).',
    otherwise: 'errors stay in the log',
    example: 'https://public@errors.example.com/1',
    secret: true,
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(web.optional(), {
    meaning: 'Where traces are sent (OTLP over HTTP).',
    otherwise: 'no traces',
    example: 'http://localhost:4318',
  }),
  OTEL_SERVICE_NAME: setting(z.string().min(1).default('streamflow'), {
    meaning: 'Name of this service in traces.',
    example: 'streamflow-eu',
  }),
  OTEL_SAMPLE_PERCENT: setting(whole(0, 100).default(100), {
    meaning: 'Share of requests that are traced.',
    example: '10',
  }),
  STRIPE_SECRET_KEY: setting(z.string().min(8, 'too short for a key').optional(), {
    meaning: 'Stripe key for billing.',
    otherwise: 'no billing',
    example: 'your-stripe-key',
    secret: true,
  }),
  STRIPE_WEBHOOK_SECRET: setting(z.string().min(8, 'too short for a secret').optional(), {
    meaning: "Secret that proves Stripe's messages.",
    required: 'when STRIPE_SECRET_KEY is set',
    example: 'your-webhook-secret',
    secret: true,
  }),
};

const limits = {
  LIMIT_FACTOR: setting(whole(1, 1000).default(1), {
    meaning: 'Multiplies every rate limit below.',
    otherwise: '1; the embedded demo on a loopback address uses 20',
    example: '1',
  }),
  CHALLENGE_BITS: setting(whole(8, 24).default(15), {
    meaning:
      'Work of a sign-in challenge: leading zero bits to be found. 15 takes a phone a few tenths of a second; each more doubles it.',
    example: '18',
  }),
  LIMIT_SIGN_UP_PER_HOUR: limit(5, 'New accounts per address and hour.'),
  LIMIT_RESET_PER_HOUR: limit(3, 'Password reset mails per account and hour.'),
  LIMIT_API_TENANT_PER_SECOND: limit(100, 'API calls per tenant and second, for each web process.'),
  LIMIT_API_TENANT_BURST: limit(300, 'API calls a tenant may make at once.'),
  LIMIT_API_USER_PER_SECOND: limit(20, 'API calls per user or key and second; three times as many at once.'),
  LIMIT_API_ADDRESS_PER_SECOND: limit(
    20,
    'API calls per address and second where nobody is signed in; three times as many at once.',
  ),
  LIMIT_PAGE_TENANT_PER_SECOND: limit(300, 'Pages per tenant and second; three times as many at once.'),
  LIMIT_PAGE_USER_PER_SECOND: limit(30, 'Pages per user and second; three times as many at once.'),
  LIMIT_PAGE_ADDRESS_PER_SECOND: limit(
    50,
    'Pages per address and second where nobody is signed in; three times as many at once.',
  ),
  LIMIT_FEED_PER_SECOND: limit(1, 'Reads of one calendar feed a second; three times as many at once.'),
  LIMIT_AI_PER_MINUTE: limit(10, 'AI requests per user and minute, over all web processes.'),
  LIMIT_DUPLICATES_PER_MINUTE: limit(
    60,
    'Look-ups of duplicates per user and minute, over all web processes: each may tell whether an address is known.',
  ),
  LIMIT_EXPORT_PER_HOUR: limit(5, 'Exports per user and hour, over all web processes.'),
  LIMIT_IMPORT_PER_HOUR: limit(30, 'Imports per tenant and hour.'),
  LIMIT_IMPORT_AT_ONCE: limit(2, 'Imports of one tenant that run side by side.', 100),
  LIMIT_JSON_BYTES: limit(1_000_000, 'Largest JSON body.', 100_000_000),
  LIMIT_FILE_BYTES: limit(25_000_000, 'Largest file attached to a record.', 10_000_000_000),
  LIMIT_UPLOAD_BYTES: limit(2_000_000_000, 'Largest import file.', 100_000_000_000),
};

export const sections = {
  Server: server,
  'Database (all absent: the embedded PostgreSQL)': databases,
  'Mail, keys and services outside': outside,
  Limits: limits,
};

export const settings = { ...server, ...databases, ...outside, ...limits };

export type SettingName = keyof typeof settings;
export type Parsed = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };

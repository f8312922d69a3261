// In charge of turning raw settings into an Env or into the full list of faults. Knows no process.
import { readFileSync } from 'node:fs';
import type { Parsed, Setting, SettingName } from './settings.ts';
import { settings } from './settings.ts';

export type RawEnv = Record<string, string | undefined>;

export interface Env extends Omit<Parsed, 'PUBLIC_ORIGIN' | 'STREAMFLOW_DEMO' | 'SIGNUP_NEUTRAL'> {
  PUBLIC_ORIGIN: string;
  STREAMFLOW_DEMO: boolean;
  SIGNUP_NEUTRAL: boolean;
  /** true when a DATABASE_URL… setting names a server; false means the embedded one. */
  externalDatabase: boolean;
}

export interface Fault {
  name: string;
  /** What is wrong, e.g. "missing" or "not a whole number from 1 to 65535"; never the value itself. */
  problem: string;
  example: string;
}

/** Wrong settings, all of them at once. Processes exit with 78 (EX_CONFIG) on it. */
export class EnvFaults extends Error {
  readonly faults: Fault[];
  constructor(faults: Fault[]) {
    super(faults.map(faultLine).join('\n'));
    this.name = 'EnvFaults';
    this.faults = faults;
  }
}

const faultLine = ({ name, problem, example }: Fault): string =>
  `${name}: ${problem}. Example: ${example ? `${name}=${example}` : '(remove it)'}  See docs/config.md#${name.toLowerCase()}`;

const entries = Object.entries(settings) as [SettingName, Setting][];

const exampleOf = (name: string): string => (name in settings ? settings[name as SettingName].example : '');

export function parseEnv(raw: RawEnv): Env {
  const faults: Fault[] = [];
  const blame = (name: string, problem: string, example?: string): void => {
    faults.push({ name, problem, example: example ?? exampleOf(name) });
  };
  const values: Record<string, unknown> = {};
  for (const [name, setting] of entries) {
    const text = rawValue(name, setting, raw, blame);
    const read = setting.schema.safeParse(text);
    if (read.success) values[name] = read.data;
    else blame(name, read.error.issues[0]?.message ?? 'not understood');
  }
  refuseUnknown(raw, blame);
  const env = withDerived(values as Parsed);
  refuseCombinations(env, values as Parsed, blame);
  if (faults.length > 0) throw new EnvFaults(faults);
  return env;
}

type Blame = (name: string, problem: string, example?: string) => void;

function rawValue(name: string, setting: Setting, raw: RawEnv, blame: Blame): string | undefined {
  // The supervisor runs libraries in production mode and says here which mode the instance is in.
  if (name === 'NODE_ENV' && raw.STREAMFLOW_MODE) return raw.STREAMFLOW_MODE;
  const direct = raw[name]?.trim() || undefined;
  const file = setting.secret ? raw[`${name}_FILE`]?.trim() : undefined;
  if (!file) return direct;
  if (direct) {
    blame(`${name}_FILE`, `set beside ${name}; keep one of them`, `/run/secrets/${name.toLowerCase()}`);
    return direct;
  }
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    blame(`${name}_FILE`, `cannot be read (${code})`, `/run/secrets/${name.toLowerCase()}`);
    return undefined;
  }
}

/** A misspelt limit or database address would silently not hold. */
function refuseUnknown(raw: RawEnv, blame: Blame): void {
  for (const name of Object.keys(raw)) {
    if (!raw[name] || !/^(DATABASE_URL_|LIMIT_|STRIPE_|LLM_)/.test(name)) continue;
    const known = name.replace(/_FILE$/, '');
    if (!(known in settings)) blame(name, 'no setting of StreamFlow', '');
  }
}

function withDerived(parsed: Parsed): Env {
  const production = parsed.NODE_ENV === 'production';
  const external = entries.some(([name]) => name.startsWith('DATABASE_URL') && parsed[name] !== undefined);
  return {
    ...parsed,
    PUBLIC_ORIGIN: parsed.PUBLIC_ORIGIN ?? `http://localhost:${parsed.PORT}`,
    STREAMFLOW_DEMO: parsed.STREAMFLOW_DEMO ?? !production,
    SIGNUP_NEUTRAL: parsed.SIGNUP_NEUTRAL ?? parsed.SMTP_URL !== undefined,
    externalDatabase: external,
  };
}

const roleUrls = [
  'DATABASE_URL_APP',
  'DATABASE_URL_AUTH',
  'DATABASE_URL_JOBS',
  'DATABASE_URL_IMPORT',
  'DATABASE_URL_OPERATOR',
  'DATABASE_URL_AUDITOR',
] as const;

function refuseCombinations(env: Env, parsed: Parsed, blame: Blame): void {
  if (env.NODE_ENV === 'production') {
    if (parsed.PUBLIC_ORIGIN === undefined) blame('PUBLIC_ORIGIN', 'missing; production needs it');
    else if (!parsed.PUBLIC_ORIGIN.startsWith('https:'))
      blame('PUBLIC_ORIGIN', 'plain http, refused in production');
    if (parsed.STREAMFLOW_DEMO) blame('STREAMFLOW_DEMO', 'demo sign-ins are refused in production', 'false');
  }
  if (env.LLM_PROVIDER === 'openai' && !env.LLM_API_KEY)
    blame('LLM_API_KEY', 'missing; LLM_PROVIDER=openai needs it');
  if (env.STRIPE_SECRET_KEY && !env.STRIPE_WEBHOOK_SECRET) {
    blame('STRIPE_WEBHOOK_SECRET', 'missing; STRIPE_SECRET_KEY needs it');
  }
  if (env.METRICS_PORT !== undefined && env.METRICS_PORT === env.PORT) {
    blame('METRICS_PORT', 'the same as PORT', '9090');
  }
  if (!env.externalDatabase || env.DATABASE_URL || env.DATABASE_URL_ADMIN) return;
  for (const name of roleUrls) {
    if (!env[name]) blame(name, 'missing; without DATABASE_URL every role needs its own address');
  }
}

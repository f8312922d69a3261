// In charge of the secrets one instance makes for itself at first start: <data>/secrets.json, mode 600.
// Never logs, prints or sends them; rotation of signing keys lives in the database, sealed with the KEK kept here.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const word = z.string().min(16);

const shape = z.object({
  /** Password of the embedded server's superuser. */
  superuser: word,
  /** Passwords of the login roles, by the part of the role name after the prefix. */
  roles: z.object({
    migrator: word,
    app: word,
    auth: word,
    jobs: word,
    import: word,
    operator: word,
    auditor: word,
  }),
  /** 32 bytes in base64: encrypts the private signing keys in the database. */
  kek: z.string().refine((text) => Buffer.from(text, 'base64').length === 32),
  /** Keys for signed cookies and tokens of ours, newest first; the first signs, all verify. */
  cookieKeys: z.array(word).min(1),
});

export type Secrets = z.infer<typeof shape>;
export type LoginRole = keyof Secrets['roles'];

const password = (): string => randomBytes(24).toString('base64url');

const fresh = (): Secrets => ({
  superuser: password(),
  roles: {
    migrator: password(),
    app: password(),
    auth: password(),
    jobs: password(),
    import: password(),
    operator: password(),
    auditor: password(),
  },
  kek: randomBytes(32).toString('base64'),
  cookieKeys: [randomBytes(32).toString('base64url')],
});

export const secretsFile = (dataDir: string): string => path.join(dataDir, 'secrets.json');

/** The secrets of this instance. Throws when there are none or the file is damaged. */
export function readSecrets(dataDir: string): Secrets {
  const file = secretsFile(dataDir);
  const known = parse(file, readFileSync(file, 'utf8'));
  const read = shape.safeParse(known);
  if (!read.success)
    throw new Error(`${file} is damaged. Put the copy that belongs to this data folder back.`);
  return read.data;
}

/**
 * The secrets of this instance, made when absent. A file from an older release gets what is new; a file that others
 * may read is closed. Two starts at once agree on one file.
 */
export function ensureSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const file = secretsFile(dataDir);
  try {
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    create(file);
    return readSecrets(dataDir);
  }
  complete(file);
  return readSecrets(dataDir);
}

function create(file: string): void {
  const draft = writeDraft(file, fresh());
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function complete(file: string): void {
  const known = parse(file, readFileSync(file, 'utf8'));
  if (shape.safeParse(known).success) return;
  const added = fresh();
  const roles = { ...added.roles, ...(known.roles as object | undefined) };
  const merged = shape.safeParse({ ...added, ...known, roles });
  // A value that is there but wrong is never replaced: it may be the only key to the data.
  if (merged.success) renameSync(writeDraft(file, merged.data), file);
}

function writeDraft(file: string, secrets: Secrets): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return draft;
}

function parse(file: string, text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new Error(`${file} is not readable as JSON. Put the copy that belongs to this data folder back.`);
  }
}

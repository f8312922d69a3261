// In charge of who PostgreSQL runs as and where its data may lie for that account.
// Does not start anything: PostgreSQL refuses uid 0, so root hands it to `nobody`.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Account {
  uid: number;
  gid: number;
}

/** The account to spawn PostgreSQL as; null means "as whoever we are". */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

/** May this account walk through every existing folder above (and including) `folder`? */
export function canTraverse(account: Account, folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === path.dirname(at)) return true;
  }
}

export const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);

/**
 * Where the cluster really lies: `dataDir`, or, when root runs us below a folder that `nobody` cannot enter,
 * a folder of its own below /var/lib/streamflow that stays the same for the same `dataDir`.
 */
export function clusterFolder(dataDir: string, account: Account | null): string {
  const wanted = path.resolve(dataDir);
  if (!account || canTraverse(account, path.dirname(wanted))) return wanted;
  return path.join('/var/lib/streamflow', shortHash(wanted));
}

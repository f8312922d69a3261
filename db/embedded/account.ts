// In charge of who PostgreSQL runs as and where its data may lie for that account.
// Does not start anything: PostgreSQL refuses uid 0, so root hands it to `nobody`.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Account {
  uid: number;
  gid: number;
}

/** Where a cluster lies and who runs it: what exists keeps its owner, what is new gets the place that works. */
export function placeFor(dataDir: string): { folder: string; account: Account | null } {
  const wanted = path.resolve(dataDir);
  const account = serverAccount();
  const owner = account && ownerOf(path.join(wanted, 'PG_VERSION'));
  // Root continues what somebody else began: their files stay theirs, so that they can continue too.
  if (owner && owner.uid !== 0) return { folder: wanted, account: owner };
  return { folder: clusterFolder(wanted, account), account };
}

function ownerOf(file: string): Account | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? { uid: found.uid, gid: found.gid } : null;
}

/** The account to spawn PostgreSQL as; null means "as whoever we are". */
function serverAccount(): Account | null {
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

// In charge of a port's availability and of naming who holds it, as far as the system lets us see.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { commandLine } from '../../db/embedded/process.ts';

export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new Error(`Cannot listen on ${host}:${port}: ${portProblem(error)}`));
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

function portProblem(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES')
    return 'ports below 1024 need more rights. Choose another: PORT=3000 npm start';
  if (error.code === 'EADDRNOTAVAIL')
    return 'this machine has no such address. Example: HOST=127.0.0.1 npm start';
  return error.message;
}

/** The sentence for a taken port: who holds it, if we may know, and a free one to use instead. */
export async function busyPort(port: number, host: string): Promise<string> {
  const holder = portHolder(port);
  const by = holder ? ` by ${holder.name} (pid ${holder.pid})` : '';
  let other = port + 1;
  while (other < 65_535 && !(await isPortFree(other, host))) other += 1;
  return `Port ${port} is in use${by}. Choose another: PORT=${other} npm start`;
}

function portHolder(port: number): { pid: number; name: string } | null {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port)));
  if (inodes.size === 0) return null;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (socketsOf(pid).some((inode) => inodes.has(inode))) {
      return { pid: Number(pid), name: programOf(Number(pid)) };
    }
  }
  return null;
}

/** "node server.js": the program and its first plain argument, without the folders they lie in. */
function programOf(pid: number): string {
  const [program = 'a process', ...rest] = commandLine(pid);
  const script = rest.findLast((argument) => !argument.startsWith('-'));
  return [program, ...(script ? [script] : [])].map((part) => path.basename(part)).join(' ');
}

/** Inodes of the sockets listening on this port; columns of /proc/net/tcp: sl local remote st … inode. */
function listeners(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  try {
    return readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === '0A')
      .flatMap((columns) => (columns[9] ? [columns[9]] : []));
  } catch {
    return [];
  }
}

function socketsOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const found = /^socket:\[(\d+)\]$/.exec(linkAt(`/proc/${pid}/fd/${fd}`));
      return found?.[1] ? [found[1]] : [];
    });
  } catch {
    return [];
  }
}

function linkAt(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

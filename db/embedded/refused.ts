/** A start that cannot go on; the message says what, why and the way out. */
export class ClusterRefused extends Error {
  readonly reason: 'major' | 'folder' | 'port' | 'password' | 'account' | 'failed';
  constructor(reason: ClusterRefused['reason'], message: string) {
    super(message);
    this.name = 'ClusterRefused';
    this.reason = reason;
  }
}

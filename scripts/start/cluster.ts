// In charge of keeping the embedded PostgreSQL alive on one port for as long as this supervisor runs.
import type { Cluster, ClusterOptions } from '../../db/embedded.ts';
import { startCluster } from '../../db/embedded.ts';
import { pause } from '../../db/embedded/process.ts';

export interface ClusterNotices {
  ended(): void;
  restarted(cluster: Cluster): void;
  failed(error: unknown): void;
}

export class KeptCluster {
  #current: Cluster;
  readonly #options: ClusterOptions;
  readonly #notices: ClusterNotices;
  #wanted = true;

  static async open(options: ClusterOptions, notices: ClusterNotices): Promise<KeptCluster> {
    return new KeptCluster(await startCluster(options), options, notices);
  }

  private constructor(cluster: Cluster, options: ClusterOptions, notices: ClusterNotices) {
    this.#current = cluster;
    // Web and worker hold the address, so every later server listens on the first one's port.
    this.#options = { ...options, port: cluster.port };
    this.#notices = notices;
    this.#watch();
  }

  get current(): Cluster {
    return this.#current;
  }

  #watch(): void {
    void this.#current.exited.then(() => {
      if (!this.#wanted) return;
      this.#notices.ended();
      void this.#startAgain();
    });
  }

  async #startAgain(): Promise<void> {
    for (let delay = 100; this.#wanted; delay = Math.min(delay * 2, 10_000)) {
      try {
        this.#current = await startCluster(this.#options);
        this.#started();
        return;
      } catch (error) {
        this.#notices.failed(error);
        await pause(delay);
      }
    }
  }

  #started(): void {
    if (this.#wanted) {
      this.#notices.restarted(this.#current);
      this.#watch();
    } else {
      // A stop that came while the server was starting found nothing to stop.
      void this.#current.stop();
    }
  }

  async stop(): Promise<void> {
    this.#wanted = false;
    await this.#current.stop();
  }

  /** Leaves the server running for another supervisor. */
  leave(): void {
    this.#wanted = false;
  }
}

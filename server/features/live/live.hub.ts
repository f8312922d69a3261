// Who in this process watches, and the one connection on which it hears of changes: open for as long as somebody does.
// It passes on tokens and knows no person; live.stream.ts decides what is said to whom.
import { listen, type Listener } from '../../../db/listener.ts';

/** The channel of crm.tell(). */
const CHANNEL = 'live';

export interface Ear {
  hears(token: string): void;
  /** it listens from here on; what changed before was not heard */
  up(): void;
  down(): void;
}

const ears = new Set<Ear>();
let listener: Listener | null = null;
let isUp = false;

/** Answers how to leave. */
export function join(ear: Ear): () => void {
  ears.add(ear);
  listener ??= start();
  if (isUp) ear.up();
  return () => {
    ears.delete(ear);
    if (ears.size === 0) stop();
  };
}

function start(): Listener {
  // one that is being closed while the next one opens has nothing to say any more
  const isCurrent = (): boolean => listener === own;
  const turned = (up: boolean): void => {
    if (!isCurrent()) return;
    isUp = up;
    ears.forEach((each) => (up ? each.up() : each.down()));
  };
  const own = listen('app', CHANNEL, {
    message(token) {
      if (isCurrent()) ears.forEach((each) => each.hears(token));
    },
    up: () => turned(true),
    down: () => turned(false),
  });
  return own;
}

function stop(): void {
  void listener?.close();
  listener = null;
  isUp = false;
}

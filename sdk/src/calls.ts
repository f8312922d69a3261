// The shapes of calls: what one passes, what one gets, and how pages are walked.

export interface CallOptions {
  /** Ends the call, its waiting and its retries; the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt; instead of the client's. */
  timeoutMs?: number | undefined;
  /** How often a failed attempt is repeated; instead of the client's. */
  retries?: number | undefined;
  /** Finds the call in the server's log: 8 to 64 of letters, digits, dot, dash, underscore. Made up when left out. */
  requestId?: string | undefined;
}

export interface MutationOptions extends CallOptions {
  /**
   * Calls with the same key have one effect, also across processes and restarts. Made up for each call when left out,
   * so that the client's own retries never do a thing twice.
   */
  idempotencyKey?: string | undefined;
  /** Runs in a real transaction that is rolled back, and answers what it would have done. */
  dryRun?: boolean | undefined;
}

type Call<I, O, Options> = object extends I
  ? (input?: I, options?: Options) => Promise<O>
  : (input: I, options?: Options) => Promise<O>;

/** A read. */
export type Query<I, O> = Call<I, O, CallOptions>;
/** A read without input. */
export type Ask<O> = (options?: CallOptions) => Promise<O>;
/** A write. */
export type Mutation<I, O> = Call<I, O, MutationOptions>;
/** A write without input. */
export type Do<O> = (options?: MutationOptions) => Promise<O>;

/** A file as it arrives. What is not read is not loaded. */
export interface Download {
  readonly body: ReadableStream<Uint8Array>;
  /** the name the server gives it */
  readonly fileName: string | undefined;
  /** reads it to the end */
  text(): Promise<string>;
}

/** A read whose answer is a file. The deadline is for its beginning; `signal` also ends it in the middle. */
export type Fetched<I> = (input: I, options?: CallOptions) => Promise<Download>;

/** Each new state until there is no other. A connection that breaks is made again. */
export type Follow<I, O> = (input: I, options?: CallOptions) => AsyncGenerator<O, void, undefined>;

export interface PageOf<T> {
  items: T[];
  next: string | null;
}

type ItemOf<O> = O extends PageOf<infer T> ? T : never;
/** Pages are walked by cursor; `after` starts in the middle. */
type Walk<I> = Omit<I, 'page'>;

export type Iterate<I, O> =
  object extends Walk<I>
    ? (input?: Walk<I>, options?: CallOptions) => AsyncGenerator<ItemOf<O>, void, undefined>
    : (input: Walk<I>, options?: CallOptions) => AsyncGenerator<ItemOf<O>, void, undefined>;

/** A read that comes in pages: called, it answers one; `iterate` walks them all, record by record. */
export type Paged<I, O> = Query<I, O> & { iterate: Iterate<I, O> };

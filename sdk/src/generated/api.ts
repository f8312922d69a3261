// Made from the router by `npm run sdk`. Do not edit.
import type { Ask, Do, Fetched, Follow, Iterate, Mutation, Paged, Query } from '../calls.ts';

export type ActivitiesListInput = {
  /** kinds with commas between: note,call */
  type?: string | undefined;

  /** who did it */
  user?: string | undefined;

  /** from this time on */
  since?: string | undefined;

  /** before this time */
  until?: string | undefined;

  /** 1 is Monday */
  weekday?: number | undefined;
  hour?: number | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};
export type ActivitiesListOutput = {
  items: {
    id: string;
    kind: 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';
    subject: string | null;
    body: string | null;
    author: { id: string; name: string } | null;

    /** ISO 8601, UTC */
    occurredAt: string;

    /** people of the tenant whom the body mentions */
    mentions: { id: string; name: string }[];
    version: number;
    record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string };
  }[];
  next: string | null;
};

export type ActivitiesGetInput = { id: string };
export type ActivitiesGetOutput = {
  id: string;
  kind: 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';
  subject: string | null;
  body: string | null;
  author: { id: string; name: string } | null;

  /** ISO 8601, UTC */
  occurredAt: string;

  /** people of the tenant whom the body mentions */
  mentions: { id: string; name: string }[];
  version: number;
  record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string };
};

export type ActivitiesUpdateInput = {
  id: string;
  version: number;
  subject?: string | null | undefined;

  /** markdown */
  body?: string | null | undefined;

  /** defaults to now */
  occurredAt?: string | undefined;
};
export type ActivitiesUpdateOutput = { id: string; version: number };

export type ActivitiesDeleteInput = { id: string; version: number };
export type ActivitiesDeleteOutput = { id: string };

export type ActivitiesRestoreInput = { id: string };
export type ActivitiesRestoreOutput = { id: string };

export type ApiKeysListOutput = {
  items: {
    id: string;
    name: string;
    prefix: string;
    scopes: string[];
    owner: { id: string; name: string };
    isOwn: boolean;
    allowedCidrs: string[];
    state: 'live' | 'expired' | 'revoked';
    isReplaced: boolean;

    /** ISO 8601, UTC */
    createdAt: string;

    /** ISO 8601, UTC */
    expiresAt: string;
    lastUsedAt: string | null;
    callsToday: number;
  }[];
};

export type ApiKeysCreateInput = {
  name: string;
  scopes: string[];
  days?: number | undefined;
  expiresAt?: string | undefined;
  allowedCidrs?: string[] | undefined;
};
export type ApiKeysCreateOutput = {
  id: string;

  /** The text of the key. It is shown this once. */
  secret: string;

  /** ISO 8601, UTC */
  expiresAt: string;
};

export type ApiKeysRotateInput = { id: string; overlapHours?: number | undefined };
export type ApiKeysRotateOutput = {
  id: string;

  /** The text of the key. It is shown this once. */
  secret: string;

  /** ISO 8601, UTC */
  expiresAt: string;

  /** ISO 8601, UTC */
  oldExpiresAt: string;
};

export type ApiKeysRevokeInput = { id: string };
export type ApiKeysRevokeOutput = Record<string, never>;

export type MeOutput = {
  user: { id: string; tenantId: string | null; roles: string[]; name: string; email: string };
  tenant: { id: string; name: string; slug: string; currency: string } | null;
  roles: string[];
  permissions: string[];

  /** nouns of which every record is seen; of others the own ones, the team’s or nobody’s */
  seesAll: string[];
  zone: string;
  locale: string;
  isOperator: boolean;
};

export type BulkGetInput = { id: string };
export type BulkGetOutput = {
  id: string;
  noun: 'lead' | 'organization' | 'contact' | 'opportunity' | 'task';
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete' | 'done' | 'reopen';
  asked: number;
  changed: number;
  isUndone: boolean;
  canBeUndone: boolean;

  /** the first 100; no name where you do not see it */
  refused: {
    id: string;
    name: string | null;
    reason: 'not_found' | 'unchanged' | 'too_many_tags' | 'taken' | 'changed_since';
  }[];
};

export type BulkUndoInput = { id: string };
export type BulkUndoOutput = {
  id: string;
  asked: number;
  changed: number;
  refused: { id: string; reason: 'not_found' | 'unchanged' | 'too_many_tags' | 'taken' | 'changed_since' }[];
  jobId: string | null;
};

export type CalendarFeedOutput = {
  /** null where there is none */
  feed: {
    id: string;

    /** ISO 8601, UTC */
    createdAt: string;

    /** when a calendar last read it */
    lastUsedAt: string | null;
  } | null;
};

export type CalendarMakeFeedOutput = {
  id: string;

  /** shown this once; whoever has it can read your open tasks */
  address: string;
};

export type CalendarEndFeedOutput = Record<string, never>;

export type ContactsListInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  limit?: number | undefined;
  pageSize?: number | undefined;
  after?: string | undefined;
  before?: string | undefined;
  page?: number | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
};
export type ContactsListOutput = {
  items: {
    id: string;
    name: string;
    title: string | null;
    email: string | null;
    phone: string | null;

    /** null as well when you may not see it */
    organization: { id: string; name: string } | null;
    owner: { id: string; name: string } | null;
    tags: { id: string; name: string }[];

    /** values of custom fields by key; those without one are left out */
    custom: Record<
      string,
      string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
    >;
    archived: boolean;

    /** ISO 8601, UTC */
    createdAt: string;

    /** ISO 8601, UTC */
    updatedAt: string;
    version: number;
  }[];
  next: string | null;
  previous: string | null;
  count: number;
  countIsCapped: boolean;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type ContactsOptionsOutput = {
  owners: { id: string; name: string }[];

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type ContactsGetInput = { id: string };
export type ContactsGetOutput = {
  id: string;
  name: string;
  title: string | null;
  email: string | null;
  phone: string | null;

  /** null as well when you may not see it */
  organization: { id: string; name: string } | null;
  owner: { id: string; name: string } | null;
  tags: { id: string; name: string }[];

  /** values of custom fields by key; those without one are left out */
  custom: Record<
    string,
    string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
  >;
  archived: boolean;

  /** ISO 8601, UTC */
  createdAt: string;

  /** ISO 8601, UTC */
  updatedAt: string;
  version: number;
  firstName: string | null;
  lastName: string | null;
  phoneE164: string | null;
  description: string | null;
  address: {
    street?: string | null | undefined;
    city?: string | null | undefined;
    region?: string | null | undefined;
    postalCode?: string | null | undefined;
    country?: string | null | undefined;
  } | null;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
  externalIds: { source: string; id: string }[];
  createdBy: { id: string; name: string } | null;
  possibleDuplicates: { id: string; name: string }[];
};

export type ContactsCreateInput = {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  title?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  organizationId?: string | null | undefined;
  description?: string | null | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;

  /** defaults to the caller; null for nobody */
  ownerId?: string | null | undefined;
  externalSource?: string | null | undefined;
  externalId?: string | null | undefined;
};
export type ContactsCreateOutput = { id: string };

export type ContactsReplaceInput = {
  id: string;
  version: number;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  title?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  organizationId?: string | null | undefined;
  description?: string | null | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;
};
export type ContactsReplaceOutput = { id: string; version: number };

export type ContactsUpdateInput = {
  id: string;
  version: number;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  title?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  organizationId?: string | null | undefined;
  description?: string | null | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;
  ownerId?: string | null | undefined;
  archived?: boolean | undefined;
};
export type ContactsUpdateOutput = { id: string; version: number };

export type ContactsAssignInput = { id: string; ownerId: string | null };
export type ContactsAssignOutput = { id: string };

export type ContactsArchiveInput = { id: string; version: number };
export type ContactsArchiveOutput = { id: string; version: number };

export type ContactsRestoreInput = {
  id: string;

  /** the version it was left at: it is taken back only if nothing has happened to it since */
  version?: number | undefined;
};
export type ContactsRestoreOutput = { id: string };

export type ContactsDeleteInput = { id: string; version: number };
export type ContactsDeleteOutput = { id: string; version: number };

export type ContactsActivitiesInput = {
  id: string;
  after?: string | undefined;

  /** kinds with commas between: note,call */
  type?: string | undefined;
};
export type ContactsActivitiesOutput = {
  items: {
    id: string;
    kind: 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';
    subject: string | null;
    body: string | null;
    author: { id: string; name: string } | null;

    /** ISO 8601, UTC */
    occurredAt: string;

    /** people of the tenant whom the body mentions */
    mentions: { id: string; name: string }[];
    version: number;
  }[];
  next: string | null;
};

export type ContactsAddNoteInput = {
  id: string;

  /** markdown; @Ada Lovelace or @[Ada](user:<id>) mentions a person */
  body: string;
};
export type ContactsAddNoteOutput = { id: string };

export type ContactsLogActivityInput = {
  id: string;
  kind: 'call' | 'email' | 'meeting';
  subject?: string | null | undefined;

  /** markdown */
  body?: string | null | undefined;

  /** defaults to now */
  occurredAt?: string | undefined;
};
export type ContactsLogActivityOutput = { id: string };

export type ContactsNeighboursInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
  id: string;
};
export type ContactsNeighboursOutput = { previous: string | null; next: string | null };

export type ContactsBulkInput = {
  ids: string[];

  /** as they were read, in the order of `ids`: what somebody changed since is left as it is */
  versions?: number[] | undefined;
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;

  /** the name of the tag, for `tag` and `untag` */
  tag?: string | undefined;
};
export type ContactsBulkOutput = {
  id: string;
  asked: number;
  changed: number;
  refused: { id: string; reason: 'not_found' | 'unchanged' | 'too_many_tags' | 'taken' | 'changed_since' }[];
};

export type ContactsBulkAllInput = {
  /** whose records are meant, as the address of the list says it: `q=acme&f=stage.is.new`; empty for all */
  list: string;
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;

  /** the name of the tag, for `tag` and `untag` */
  tag?: string | undefined;
};
export type ContactsBulkAllOutput = { jobId: string };

export type ContactsSetTagsInput = {
  id: string;

  /** the names of all tags it is to have; a new one is made */
  tags: string[];
};
export type ContactsSetTagsOutput = { items: { id: string; name: string }[] };

export type ContactsAddTagInput = { id: string; name: string };
export type ContactsAddTagOutput = { id: string; name: string };

export type ContactsRemoveTagInput = { id: string; tagId: string };
export type ContactsRemoveTagOutput = { id: string };

export type ContactsFilesInput = { id: string };
export type ContactsFilesOutput = {
  items: {
    id: string;
    name: string;

    /** the media type its bytes are of, whatever its name says */
    type: string;

    /** bytes */
    size: number;

    /** of its bytes, in hex */
    sha256: string;

    /** ISO 8601, UTC */
    createdAt: string;
    createdBy: { id: string; name: string } | null;
  }[];
};

export type ContactsDeleteFileInput = { id: string; fileId: string };
export type ContactsDeleteFileOutput = { id: string };

export type CustomFieldsListInput = {
  noun?: 'lead' | 'contact' | 'organization' | 'opportunity' | undefined;
};
export type CustomFieldsListOutput = {
  items: {
    id: string;
    noun: 'lead' | 'contact' | 'organization' | 'opportunity';
    key: string;
    label: string;
    type:
      'text' | 'number' | 'date' | 'select' | 'multi-select' | 'user' | 'url' | 'email' | 'phone' | 'money';
    choices: { key: string; label: string }[];
    required: boolean;
    archived: boolean;
    version: number;
  }[];
};

export type CustomFieldsGetInput = { id: string };
export type CustomFieldsGetOutput = {
  id: string;
  noun: 'lead' | 'contact' | 'organization' | 'opportunity';
  key: string;
  label: string;
  type: 'text' | 'number' | 'date' | 'select' | 'multi-select' | 'user' | 'url' | 'email' | 'phone' | 'money';
  choices: { key: string; label: string }[];
  required: boolean;
  archived: boolean;
  version: number;
};

export type CustomFieldsCreateInput = {
  noun: 'lead' | 'contact' | 'organization' | 'opportunity';
  label: string;
  type: 'text' | 'number' | 'date' | 'select' | 'multi-select' | 'user' | 'url' | 'email' | 'phone' | 'money';

  /** what the API calls it; made from the label when left out, and never changed */
  key?: string | undefined;

  /** of select and multi-select, in order */
  choices?:
    | {
        /** which choice it is; made from the label for a new one */
        key?: string | undefined;
        label: string;
      }[]
    | undefined;

  /** no record is created without it, and nobody empties it */
  required?: boolean | undefined;
};
export type CustomFieldsCreateOutput = { id: string };

export type CustomFieldsReplaceInput = {
  id: string;
  version: number;
  label: string;

  /** cannot change once records have a value */
  type: 'text' | 'number' | 'date' | 'select' | 'multi-select' | 'user' | 'url' | 'email' | 'phone' | 'money';
  choices?:
    | {
        /** which choice it is; made from the label for a new one */
        key?: string | undefined;
        label: string;
      }[]
    | undefined;
  required?: boolean | undefined;
};
export type CustomFieldsReplaceOutput = { id: string; version: number };

export type CustomFieldsUpdateInput = {
  id: string;
  version: number;
  label?: string | undefined;

  /** cannot change once records have a value */
  type?:
    | 'text'
    | 'number'
    | 'date'
    | 'select'
    | 'multi-select'
    | 'user'
    | 'url'
    | 'email'
    | 'phone'
    | 'money'
    | undefined;

  /** all of them in order */
  choices?:
    | {
        /** which choice it is; made from the label for a new one */
        key?: string | undefined;
        label: string;
      }[]
    | undefined;
  required?: boolean | undefined;

  /** its place among the fields of its noun, from 1 */
  position?: number | undefined;

  /** put away: neither shown nor asked for, its values are kept */
  archived?: boolean | undefined;
};
export type CustomFieldsUpdateOutput = { id: string; version: number };

export type DashboardOptionsOutput = {
  owners: { id: string; name: string }[];
  pipelines: { id: string; slug: string; name: string }[];
  currency: string;
  locale: string;
  zone: string;
};

export type DashboardMyLeadsOutput = {
  items: {
    id: string;
    name: string;
    company: string | null;
    email: string | null;
    phone: string | null;
    score: number | null;
    owner: { id: string; name: string } | null;
    stage: { id: string; key: string; name: string; kind: 'open' | 'won' | 'lost' };
    source: { id: string; key: string; name: string } | null;
    tags: { id: string; name: string }[];

    /** values of custom fields by key; those without one are left out */
    custom: Record<
      string,
      string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
    >;
    archived: boolean;

    /** ISO 8601, UTC */
    createdAt: string;

    /** ISO 8601, UTC */
    updatedAt: string;
    version: number;
  }[];
  count: number;
  countIsCapped: boolean;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type DashboardTasksDueOutput = {
  items: {
    id: string;
    title: string;
    dueAt: string | null;
    reminderAt: string | null;
    status: 'open' | 'done';
    priority: 'low' | 'normal' | 'high';
    bucket: 'overdue' | 'today' | 'week' | 'later' | 'done';
    assignee: { id: string; name: string } | null;
    record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string } | null;
    version: number;
  }[];
  overdue: number;
  today: number;
};

export type DashboardFiguresInput = {
  /** this-quarter when left out, by the days of whoever asks */
  period?: 'this-week' | 'this-month' | 'this-quarter' | 'this-year' | undefined;

  /** everybody in sight when left out */
  owner?: string | undefined;

  /** the slug of a pipeline of opportunities; the default one when left out */
  pipeline?: string | undefined;
};
export type DashboardFiguresOutput = {
  figures: {
    pipeline: { id: string; slug: string; name: string };
    open: {
      count: number;

      /** by currency, the tenant’s own first; weighted is times the probability of the stage */
      worth: { currency: string; minor: number; weighted: number }[];

      /** conditions of GET /opportunities */
      f: string[];
    };
    won: {
      count: number;

      /** by currency, the tenant’s own first; weighted is times the probability of the stage */
      worth: { currency: string; minor: number; weighted: number }[];

      /** conditions of GET /opportunities */
      f: string[];
    };
    lost: {
      count: number;

      /** by currency, the tenant’s own first; weighted is times the probability of the stage */
      worth: { currency: string; minor: number; weighted: number }[];

      /** conditions of GET /opportunities */
      f: string[];
    };

    /** won in the period before */
    wonBefore: {
      count: number;

      /** by currency, the tenant’s own first; weighted is times the probability of the stage */
      worth: { currency: string; minor: number; weighted: number }[];

      /** conditions of GET /opportunities */
      f: string[];
    };

    /** won ÷ (won + lost) in the period; null when nothing was closed */
    winRate: number | null;

    /** won and lost */
    closed: {
      count: number;

      /** by currency, the tenant’s own first; weighted is times the probability of the stage */
      worth: { currency: string; minor: number; weighted: number }[];

      /** conditions of GET /opportunities */
      f: string[];
    };

    /** fields your role does not show you; they read null */
    hiddenFields: string[];

    /** fields your role does not let you change */
    lockedFields: string[];
  } | null;
};

export type DashboardPipelineInput = {
  /** this-quarter when left out, by the days of whoever asks */
  period?: 'this-week' | 'this-month' | 'this-quarter' | 'this-year' | undefined;

  /** everybody in sight when left out */
  owner?: string | undefined;

  /** the slug of a pipeline of opportunities; the default one when left out */
  pipeline?: string | undefined;
};
export type DashboardPipelineOutput = {
  pipeline: {
    name: string;
    slug: string;
    currency: string;
    stages: {
      count: number;

      /** by currency, the tenant’s own first; weighted is times the probability of the stage */
      worth: { currency: string; minor: number; weighted: number }[];

      /** conditions of GET /opportunities */
      f: string[];
      id: string;
      name: string;
      kind: 'open' | 'won' | 'lost';
      sum: number;
      weighted: number;
    }[];
  } | null;
};

export type DashboardFunnelInput = {
  /** this-quarter when left out, by the days of whoever asks */
  period?: 'this-week' | 'this-month' | 'this-quarter' | 'this-year' | undefined;

  /** everybody in sight when left out */
  owner?: string | undefined;

  /** the slug of a pipeline of opportunities; the default one when left out */
  pipeline?: string | undefined;
};
export type DashboardFunnelOutput = {
  funnel: {
    pipeline: { id: string; slug: string; name: string };
    steps: {
      count: number;

      /** conditions of GET /opportunities */
      f: string[];
      name: string;
    }[];
  } | null;
};

export type DashboardForecastInput = {
  /** this-quarter when left out, by the days of whoever asks */
  period?: 'this-week' | 'this-month' | 'this-quarter' | 'this-year' | undefined;

  /** everybody in sight when left out */
  owner?: string | undefined;

  /** the slug of a pipeline of opportunities; the default one when left out */
  pipeline?: string | undefined;
};
export type DashboardForecastOutput = {
  forecast: {
    pipeline: { id: string; slug: string; name: string };
    months: {
      /** YYYY-MM */
      month: string;
      won: {
        count: number;

        /** by currency, the tenant’s own first; weighted is times the probability of the stage */
        worth: { currency: string; minor: number; weighted: number }[];

        /** conditions of GET /opportunities */
        f: string[];
      };

      /** open ones that are to close then; null where the role hides close dates */
      expected: {
        count: number;

        /** by currency, the tenant’s own first; weighted is times the probability of the stage */
        worth: { currency: string; minor: number; weighted: number }[];

        /** conditions of GET /opportunities */
        f: string[];
      } | null;
    }[];

    /** fields your role does not show you; they read null */
    hiddenFields: string[];

    /** fields your role does not let you change */
    lockedFields: string[];
  } | null;
};

export type DashboardActivityInput = {
  /** this-quarter when left out, by the days of whoever asks */
  period?: 'this-week' | 'this-month' | 'this-quarter' | 'this-year' | undefined;

  /** who did it */
  owner?: string | undefined;
};
export type DashboardActivityOutput = {
  /** the start of the period, or the time of the 5000th latest entry */
  since: string;

  /** ISO 8601, UTC */
  until: string;
  isCut: boolean;

  /** what is counted: conditions of GET /activities, as are since and until */
  types: string;
  count: number;
  cells: {
    /** 1 is Monday */
    weekday: number;
    hour: number;
    count: number;
  }[];
};

export type DashboardRecentInput = {
  /** who did it */
  owner?: string | undefined;
};
export type DashboardRecentOutput = {
  items: {
    id: string;
    kind: 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';
    subject: string | null;
    body: string | null;
    author: { id: string; name: string } | null;

    /** ISO 8601, UTC */
    occurredAt: string;

    /** people of the tenant whom the body mentions */
    mentions: { id: string; name: string }[];
    version: number;
    record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string };
  }[];
};

export type ImportsListOutput = {
  items: {
    id: string;
    noun: 'lead' | 'contact' | 'organization' | 'opportunity';
    fileName: string;
    fileSize: number;
    status: 'uploaded' | 'mapped' | 'previewing' | 'previewed' | 'running' | 'done' | 'failed' | 'cancelled';
    counts: {
      rows: number;
      created: number;
      updated: number;
      skipped: number;
      failed: number;
      warned: number;
    } | null;
    jobId: string | null;
    hasRun: boolean;
    createdBy: { id: string; name: string } | null;

    /** ISO 8601, UTC */
    createdAt: string;
    finishedAt: string | null;
  }[];
};

export type ImportsGetInput = { id: string };
export type ImportsGetOutput = {
  id: string;
  noun: 'lead' | 'contact' | 'organization' | 'opportunity';
  fileName: string;
  fileSize: number;
  status: 'uploaded' | 'mapped' | 'previewing' | 'previewed' | 'running' | 'done' | 'failed' | 'cancelled';
  counts: {
    rows: number;
    created: number;
    updated: number;
    skipped: number;
    failed: number;
    warned: number;
  } | null;
  jobId: string | null;
  hasRun: boolean;
  createdBy: { id: string; name: string } | null;

  /** ISO 8601, UTC */
  createdAt: string;
  finishedAt: string | null;
  detected: {
    encoding:
      | 'utf-8'
      | 'utf-16le'
      | 'utf-16be'
      | 'windows-1252'
      | 'windows-1250'
      | 'windows-1251'
      | 'koi8-r'
      | 'iso-8859-7'
      | 'macintosh'
      | 'shift_jis'
      | 'gb18030'
      | 'iso-8859-2'
      | 'euc-jp'
      | 'euc-kr'
      | 'big5';
    encodingSure: boolean;
    delimiter: string;
    escape: 'double' | 'backslash';
    lineEnds: 'lf' | 'crlf' | 'cr' | 'mixed' | 'none';
    size: number;
    width: number;
    headerLine: number | null;
    dataStart: { byteOffset: number; rowNo: number; lineNo: number };
    footerAt: number | null;
    columns: {
      index: number;
      header: string;
      label: string;
      samples: string[];
      filled: number;
      distinct: number;
      kind: 'empty' | 'email' | 'url' | 'date' | 'number' | 'phone' | 'id' | 'flag' | 'words' | 'text';
      values: { value: string; count: number }[];
      placeholders: { value: string; count: number }[];
      dates: 'DMY' | 'MDY' | 'YMD' | 'ambiguous' | 'none';
      decimalComma: boolean;
    }[];
    preamble: string[];
    footer: string[];
    head: { line: number; cells: string[] }[];
    sampled: number;
    rowsEstimate: number;
    headerKey: string;
    notices: string[];
  };
  mapping: {
    columns: {
      index: number;
      header: string;
      field:
        | 'name'
        | 'firstName'
        | 'middleName'
        | 'lastName'
        | 'company'
        | 'title'
        | 'email'
        | 'phone'
        | 'website'
        | 'industry'
        | 'source'
        | 'stage'
        | 'owner'
        | 'score'
        | 'street'
        | 'city'
        | 'region'
        | 'postalCode'
        | 'country'
        | 'description'
        | 'createdAt'
        | 'externalId'
        | 'organization'
        | 'organizationDomain'
        | 'organizationId'
        | 'domain'
        | 'size'
        | 'contact'
        | 'contactEmail'
        | 'contactId'
        | 'pipeline'
        | 'amount'
        | 'currency'
        | 'closeDate'
        | 'lostReason'
        | null;
      confidence: number;
      reason: string;
      dateOrder?: 'DMY' | 'MDY' | 'YMD' | undefined;
    }[];
  };
  reading: {
    encoding?:
      | 'utf-8'
      | 'utf-16le'
      | 'utf-16be'
      | 'windows-1252'
      | 'windows-1250'
      | 'windows-1251'
      | 'koi8-r'
      | 'iso-8859-7'
      | 'macintosh'
      | 'shift_jis'
      | 'gb18030'
      | 'iso-8859-2'
      | 'euc-jp'
      | 'euc-kr'
      | 'big5'
      | undefined;
    delimiter?: string | undefined;
    headerLine?: number | undefined;
    keepFooter?: boolean | undefined;
  };
  duplicates: 'update' | 'skip' | 'create';
  externalSource: string | null;
  sourceId: string | null;
  notes: string[];
};

export type ImportsRowsInput = {
  id: string;
  phase: 'preview' | 'run';
  outcome: 'create' | 'update' | 'skip' | 'fail' | 'warn';
  after?: string | undefined;
  limit?: number | undefined;
};
export type ImportsRowsOutput = {
  items: {
    rowNo: number;
    lineNo: number | null;
    recordId: string | null;
    cells: string[];
    issues: { code: string; column: string | null; reason: string; suggestion: string }[];
  }[];
  next: string | null;
};

export type ImportsConfigureInput = {
  id: string;
  encoding?:
    | 'utf-8'
    | 'utf-16le'
    | 'utf-16be'
    | 'windows-1252'
    | 'windows-1250'
    | 'windows-1251'
    | 'koi8-r'
    | 'iso-8859-7'
    | 'macintosh'
    | 'shift_jis'
    | 'gb18030'
    | 'iso-8859-2'
    | 'euc-jp'
    | 'euc-kr'
    | 'big5'
    | undefined;
  delimiter?: ',' | ';' | '\t' | '|' | ':' | undefined;
  headerLine?: number | undefined;
  keepFooter?: boolean | undefined;
  dateOrder?: 'DMY' | 'MDY' | 'YMD' | undefined;
};
export type ImportsConfigureOutput = { id: string };

export type ImportsMapInput = {
  id: string;
  columns: {
    index: number;
    field:
      | 'name'
      | 'firstName'
      | 'middleName'
      | 'lastName'
      | 'company'
      | 'title'
      | 'email'
      | 'phone'
      | 'website'
      | 'industry'
      | 'source'
      | 'stage'
      | 'owner'
      | 'score'
      | 'street'
      | 'city'
      | 'region'
      | 'postalCode'
      | 'country'
      | 'description'
      | 'createdAt'
      | 'externalId'
      | 'organization'
      | 'organizationDomain'
      | 'organizationId'
      | 'domain'
      | 'size'
      | 'contact'
      | 'contactEmail'
      | 'contactId'
      | 'pipeline'
      | 'amount'
      | 'currency'
      | 'closeDate'
      | 'lostReason'
      | null;
    dateOrder?: 'DMY' | 'MDY' | 'YMD' | undefined;
  }[];
  duplicates?: 'update' | 'skip' | 'create' | undefined;
  externalSource?: string | undefined;
  sourceId?: string | null | undefined;
};
export type ImportsMapOutput = { id: string };

export type ImportsPreviewInput = { id: string };
export type ImportsPreviewOutput = { id: string; jobId: string };

export type ImportsRunInput = { id: string };
export type ImportsRunOutput = { id: string; jobId: string };

export type ImportsCancelInput = { id: string };
export type ImportsCancelOutput = { id: string };

export type InvitesCreateInput = { email: string; role?: string | undefined };
export type InvitesCreateOutput = { id: string };

export type InvitesCreateManyInput = { emails: string[]; role?: string | undefined };
export type InvitesCreateManyOutput = {
  items: {
    email: string;
    outcome: 'sent' | 'member' | 'invited' | 'no_address' | 'too_many_mails';
    id: string | null;
  }[];
};

export type InvitesResendInput = { id: string };
export type InvitesResendOutput = { id: string };

export type InvitesListOutput = {
  items: {
    id: string;
    email: string;
    roles: string[];

    /** ISO 8601, UTC */
    invitedAt: string;
    expiresAt: string | null;
  }[];
};

export type InvitesWithdrawInput = { id: string };
export type InvitesWithdrawOutput = Record<string, never>;

export type JobsListOutput = {
  items: {
    id: string;
    type: string;
    status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
    phase: string | null;
    done: number;
    total: number | null;
    counts: Record<string, number> | null;
    error: string | null;
    importId: string | null;

    /** ISO 8601, UTC */
    createdAt: string;
    startedAt: string | null;
    finishedAt: string | null;
  }[];
};

export type JobsGetInput = { id: string };
export type JobsGetOutput = {
  id: string;
  type: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  phase: string | null;
  done: number;
  total: number | null;
  counts: Record<string, number> | null;
  error: string | null;
  importId: string | null;

  /** ISO 8601, UTC */
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

export type LeadsListInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  limit?: number | undefined;
  pageSize?: number | undefined;
  after?: string | undefined;
  before?: string | undefined;
  page?: number | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
};
export type LeadsListOutput = {
  items: {
    id: string;
    name: string;
    company: string | null;
    email: string | null;
    phone: string | null;
    score: number | null;
    owner: { id: string; name: string } | null;
    stage: { id: string; key: string; name: string; kind: 'open' | 'won' | 'lost' };
    source: { id: string; key: string; name: string } | null;
    tags: { id: string; name: string }[];

    /** values of custom fields by key; those without one are left out */
    custom: Record<
      string,
      string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
    >;
    archived: boolean;

    /** ISO 8601, UTC */
    createdAt: string;

    /** ISO 8601, UTC */
    updatedAt: string;
    version: number;
  }[];
  next: string | null;
  previous: string | null;
  count: number;
  countIsCapped: boolean;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type LeadsOptionsOutput = {
  owners: { id: string; name: string }[];
  stages: { id: string; key: string; name: string; kind: 'open' | 'won' | 'lost' }[];
  sources: { id: string; key: string; name: string }[];

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type LeadsGetInput = { id: string };
export type LeadsGetOutput = {
  id: string;
  name: string;
  company: string | null;
  email: string | null;
  phone: string | null;
  score: number | null;
  owner: { id: string; name: string } | null;
  stage: { id: string; key: string; name: string; kind: 'open' | 'won' | 'lost' };
  source: { id: string; key: string; name: string } | null;
  tags: { id: string; name: string }[];

  /** values of custom fields by key; those without one are left out */
  custom: Record<
    string,
    string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
  >;
  archived: boolean;

  /** ISO 8601, UTC */
  createdAt: string;

  /** ISO 8601, UTC */
  updatedAt: string;
  version: number;
  title: string | null;
  phoneE164: string | null;
  website: string | null;
  industry: string | null;
  description: string | null;
  address: {
    street?: string | null | undefined;
    city?: string | null | undefined;
    region?: string | null | undefined;
    postalCode?: string | null | undefined;
    country?: string | null | undefined;
  } | null;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
  keptApart: boolean;

  /** what it became */
  converted: {
    /** ISO 8601, UTC */
    at: string;
    contact: { id: string; name: string | null } | null;
    organization: { id: string; name: string | null } | null;
    opportunity: { id: string; name: string | null } | null;
  } | null;
  externalIds: { source: string; id: string }[];
  createdBy: { id: string; name: string } | null;
  possibleDuplicates: { id: string; name: string }[];
};

export type LeadsCreateInput = {
  name: string;
  company?: string | null | undefined;
  title?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  website?: string | null | undefined;
  industry?: string | null | undefined;
  description?: string | null | undefined;
  score?: number | undefined;
  sourceId?: string | null | undefined;
  stageId?: string | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;

  /** defaults to the caller; null for nobody */
  ownerId?: string | null | undefined;
  externalSource?: string | null | undefined;
  externalId?: string | null | undefined;

  /** create although the e-mail is taken; both are listed as possible duplicates */
  keepApart?: boolean | undefined;
};
export type LeadsCreateOutput = { id: string };

export type LeadsReplaceInput = {
  id: string;
  version: number;
  name: string;
  company?: string | null | undefined;
  title?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  website?: string | null | undefined;
  industry?: string | null | undefined;
  description?: string | null | undefined;

  /** null makes it from the other fields */
  score?: number | null | undefined;
  sourceId?: string | null | undefined;
  stageId?: string | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;
  keepApart?: boolean | undefined;
};
export type LeadsReplaceOutput = { id: string; version: number };

export type LeadsUpdateInput = {
  id: string;
  version: number;
  name?: string | undefined;
  company?: string | null | undefined;
  title?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  website?: string | null | undefined;
  industry?: string | null | undefined;
  description?: string | null | undefined;

  /** null makes it from the other fields */
  score?: number | null | undefined;
  sourceId?: string | null | undefined;
  stageId?: string | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;
  ownerId?: string | null | undefined;
  archived?: boolean | undefined;
  keepApart?: boolean | undefined;
};
export type LeadsUpdateOutput = { id: string; version: number };

export type LeadsAssignInput = { id: string; ownerId: string | null };
export type LeadsAssignOutput = { id: string };

export type LeadsArchiveInput = { id: string; version: number };
export type LeadsArchiveOutput = { id: string; version: number };

export type LeadsRestoreInput = {
  id: string;

  /** the version it was left at: it is taken back only if nothing has happened to it since */
  version?: number | undefined;
};
export type LeadsRestoreOutput = { id: string };

export type LeadsDeleteInput = { id: string; version: number };
export type LeadsDeleteOutput = { id: string; version: number };

export type LeadsConversionInput = { id: string };
export type LeadsConversionOutput = {
  id: string;
  version: number;
  name: string;
  contact: {
    firstName: string | null;
    lastName: string | null;
    title: string | null;
    email: string | null;
    phone: string | null;
  };
  organizationName: string | null;
  opportunityTitle: string;
  contacts: {
    id: string;
    name: string;

    /** an e-mail address and a company, or a domain */
    detail: string | null;

    /** what it has in common with the lead, or with what was given */
    same: ('email' | 'phone' | 'name' | 'domain')[];

    /** how likely it is the same, 100 for certain */
    score: number;

    /** what speaks for it, the strongest first: same e-mail, same phone … */
    reasons: string[];

    /** what speaks against it */
    against: string[];
  }[];
  organizations: {
    id: string;
    name: string;

    /** an e-mail address and a company, or a domain */
    detail: string | null;

    /** what it has in common with the lead, or with what was given */
    same: ('email' | 'phone' | 'name' | 'domain')[];

    /** how likely it is the same, 100 for certain */
    score: number;

    /** what speaks for it, the strongest first: same e-mail, same phone … */
    reasons: string[];

    /** what speaks against it */
    against: string[];
  }[];
};

export type LeadsConvertInput = {
  id: string;
  version: number;

  /** a contact there is; left out, one is made of the lead */
  contactId?: string | undefined;

  /** of a new contact; defaults to the lead’s */
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;

  /** an organization there is */
  organizationId?: string | undefined;

  /** what a new one is called, null for none; defaults to the organization of the contact, or the company of the lead */
  organizationName?: string | null | undefined;

  /** null for none; left out, one is named after the lead */
  opportunity?:
    | {
        title?: string | undefined;
        amount?:
          | {
              /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
              minor: number;

              /** ISO 4217, for example USD; the tenant’s own when left out */
              currency?: string | undefined;
            }
          | null
          | undefined;
        closeDate?: string | null | undefined;

        /** defaults to the first stage of the default pipeline */
        stageId?: string | undefined;
      }
    | null
    | undefined;
};
export type LeadsConvertOutput = {
  id: string;
  version: number;
  contactId: string;
  organizationId: string | null;
  opportunityId: string | null;
};

export type LeadsRevertConversionInput = { id: string };
export type LeadsRevertConversionOutput = {
  id: string;
  version: number;
  kept: { noun: 'contact' | 'organization' | 'opportunity'; id: string }[];
};

export type LeadsActivitiesInput = {
  id: string;
  after?: string | undefined;

  /** kinds with commas between: note,call */
  type?: string | undefined;
};
export type LeadsActivitiesOutput = {
  items: {
    id: string;
    kind: 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';
    subject: string | null;
    body: string | null;
    author: { id: string; name: string } | null;

    /** ISO 8601, UTC */
    occurredAt: string;

    /** people of the tenant whom the body mentions */
    mentions: { id: string; name: string }[];
    version: number;
  }[];
  next: string | null;
};

export type LeadsAddNoteInput = {
  id: string;

  /** markdown; @Ada Lovelace or @[Ada](user:<id>) mentions a person */
  body: string;
};
export type LeadsAddNoteOutput = { id: string };

export type LeadsLogActivityInput = {
  id: string;
  kind: 'call' | 'email' | 'meeting';
  subject?: string | null | undefined;

  /** markdown */
  body?: string | null | undefined;

  /** defaults to now */
  occurredAt?: string | undefined;
};
export type LeadsLogActivityOutput = { id: string };

export type LeadsNeighboursInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
  id: string;
};
export type LeadsNeighboursOutput = { previous: string | null; next: string | null };

export type LeadsBulkInput = {
  ids: string[];

  /** as they were read, in the order of `ids`: what somebody changed since is left as it is */
  versions?: number[] | undefined;
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;

  /** the name of the tag, for `tag` and `untag` */
  tag?: string | undefined;
};
export type LeadsBulkOutput = {
  id: string;
  asked: number;
  changed: number;
  refused: { id: string; reason: 'not_found' | 'unchanged' | 'too_many_tags' | 'taken' | 'changed_since' }[];
};

export type LeadsBulkAllInput = {
  /** whose records are meant, as the address of the list says it: `q=acme&f=stage.is.new`; empty for all */
  list: string;
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;

  /** the name of the tag, for `tag` and `untag` */
  tag?: string | undefined;
};
export type LeadsBulkAllOutput = { jobId: string };

export type LeadsSetTagsInput = {
  id: string;

  /** the names of all tags it is to have; a new one is made */
  tags: string[];
};
export type LeadsSetTagsOutput = { items: { id: string; name: string }[] };

export type LeadsAddTagInput = { id: string; name: string };
export type LeadsAddTagOutput = { id: string; name: string };

export type LeadsRemoveTagInput = { id: string; tagId: string };
export type LeadsRemoveTagOutput = { id: string };

export type LeadsFilesInput = { id: string };
export type LeadsFilesOutput = {
  items: {
    id: string;
    name: string;

    /** the media type its bytes are of, whatever its name says */
    type: string;

    /** bytes */
    size: number;

    /** of its bytes, in hex */
    sha256: string;

    /** ISO 8601, UTC */
    createdAt: string;
    createdBy: { id: string; name: string } | null;
  }[];
};

export type LeadsDeleteFileInput = { id: string; fileId: string };
export type LeadsDeleteFileOutput = { id: string };

export type LiveGetOutput = {
  /** of which records something may look otherwise than before; notification is your inbox, activity the timelines */
  nouns: (
    'lead' | 'contact' | 'organization' | 'opportunity' | 'task' | 'pipeline' | 'notification' | 'activity'
  )[];

  /** when it was said */
  at: string;
};

export type NotificationsListInput = {
  show?: 'inbox' | 'unread' | 'archived' | undefined;
  limit?: number | undefined;

  /** `next` of the last answer */
  after?: string | undefined;
};
export type NotificationsListOutput = {
  unread: number;

  /** there are more than 99 */
  isCapped: boolean;
  items: {
    id: string;
    kind: 'mention' | 'assignment' | 'due' | 'import' | 'bulk';

    /** who caused it; null for reminders */
    by: { id: string; name: string } | null;

    /** of the record or records it is about */
    noun: 'lead' | 'organization' | 'contact' | 'opportunity' | 'task' | null;

    /** null where it is about none, or one that is deleted or out of your sight */
    record: {
      noun: 'lead' | 'organization' | 'contact' | 'opportunity' | 'task';
      id: string;
      name: string;
    } | null;

    /** how many records, where it is about several */
    count: number | null;

    /** the timeline entry that mentions you */
    entryId: string | null;

    /** the work that is over */
    job: {
      id: string;
      status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
      importId: string | null;
      fileName: string | null;
      counts: Record<string, number> | null;
    } | null;
    isRead: boolean;
    isArchived: boolean;

    /** ISO 8601, UTC */
    at: string;
  }[];
  next: string | null;
};

export type NotificationsUnreadOutput = {
  unread: number;

  /** there are more than 99 */
  isCapped: boolean;
};

export type NotificationsSettingsOutput = {
  /** reminders of tasks come by mail as well */
  reminderMails: boolean;
};

export type NotificationsSaveSettingsInput = {
  /** reminders of tasks come by mail as well */
  reminderMails: boolean;
};
export type NotificationsSaveSettingsOutput = {
  /** reminders of tasks come by mail as well */
  reminderMails: boolean;
};

export type NotificationsSetReadInput = { id: string; read?: boolean | undefined };
export type NotificationsSetReadOutput = { id: string };

export type NotificationsSetArchivedInput = { id: string; archived?: boolean | undefined };
export type NotificationsSetArchivedOutput = { id: string };

export type NotificationsArchiveAllInput = {
  /** the newest you have seen; what came behind it stays. Left out: all there is */
  until?: string | undefined;

  /** unread: what is read stays */
  show?: 'inbox' | 'unread' | undefined;
};
export type NotificationsArchiveAllOutput = {
  count: number;

  /** what restore-all takes */
  at: string;
};

export type NotificationsRestoreAllInput = { at: string };
export type NotificationsRestoreAllOutput = { count: number };

export type OrganizationsListInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  limit?: number | undefined;
  pageSize?: number | undefined;
  after?: string | undefined;
  before?: string | undefined;
  page?: number | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
};
export type OrganizationsListOutput = {
  items: {
    id: string;
    name: string;
    domain: string | null;
    phone: string | null;
    size: string | null;
    industry: string | null;

    /** null as well when you may not see it */
    parent: { id: string; name: string } | null;
    owner: { id: string; name: string } | null;
    tags: { id: string; name: string }[];

    /** values of custom fields by key; those without one are left out */
    custom: Record<
      string,
      string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
    >;
    archived: boolean;

    /** ISO 8601, UTC */
    createdAt: string;

    /** ISO 8601, UTC */
    updatedAt: string;
    version: number;
  }[];
  next: string | null;
  previous: string | null;
  count: number;
  countIsCapped: boolean;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type OrganizationsOptionsOutput = {
  owners: { id: string; name: string }[];

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type OrganizationsGetInput = { id: string };
export type OrganizationsGetOutput = {
  id: string;
  name: string;
  domain: string | null;
  phone: string | null;
  size: string | null;
  industry: string | null;

  /** null as well when you may not see it */
  parent: { id: string; name: string } | null;
  owner: { id: string; name: string } | null;
  tags: { id: string; name: string }[];

  /** values of custom fields by key; those without one are left out */
  custom: Record<
    string,
    string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
  >;
  archived: boolean;

  /** ISO 8601, UTC */
  createdAt: string;

  /** ISO 8601, UTC */
  updatedAt: string;
  version: number;
  website: string | null;
  phoneE164: string | null;
  description: string | null;
  address: {
    street?: string | null | undefined;
    city?: string | null | undefined;
    region?: string | null | undefined;
    postalCode?: string | null | undefined;
    country?: string | null | undefined;
  } | null;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
  keptApart: boolean;
  externalIds: { source: string; id: string }[];
  createdBy: { id: string; name: string } | null;
  possibleDuplicates: { id: string; name: string }[];
};

export type OrganizationsCreateInput = {
  name: string;
  domain?: string | null | undefined;
  website?: string | null | undefined;
  phone?: string | null | undefined;
  size?: string | null | undefined;
  industry?: string | null | undefined;
  parentId?: string | null | undefined;
  description?: string | null | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;

  /** defaults to the caller; null for nobody */
  ownerId?: string | null | undefined;
  externalSource?: string | null | undefined;
  externalId?: string | null | undefined;

  /** create although the name is taken; both are listed as possible duplicates */
  keepApart?: boolean | undefined;
};
export type OrganizationsCreateOutput = { id: string };

export type OrganizationsReplaceInput = {
  id: string;
  version: number;
  name: string;
  domain?: string | null | undefined;
  website?: string | null | undefined;
  phone?: string | null | undefined;
  size?: string | null | undefined;
  industry?: string | null | undefined;
  parentId?: string | null | undefined;
  description?: string | null | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;
  keepApart?: boolean | undefined;
};
export type OrganizationsReplaceOutput = { id: string; version: number };

export type OrganizationsUpdateInput = {
  id: string;
  version: number;
  name?: string | undefined;
  domain?: string | null | undefined;
  website?: string | null | undefined;
  phone?: string | null | undefined;
  size?: string | null | undefined;
  industry?: string | null | undefined;
  parentId?: string | null | undefined;
  description?: string | null | undefined;
  address?:
    | {
        street?: string | null | undefined;
        city?: string | null | undefined;
        region?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }
    | null
    | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;
  ownerId?: string | null | undefined;
  archived?: boolean | undefined;
  keepApart?: boolean | undefined;
};
export type OrganizationsUpdateOutput = { id: string; version: number };

export type OrganizationsAssignInput = { id: string; ownerId: string | null };
export type OrganizationsAssignOutput = { id: string };

export type OrganizationsArchiveInput = { id: string; version: number };
export type OrganizationsArchiveOutput = { id: string; version: number };

export type OrganizationsRestoreInput = {
  id: string;

  /** the version it was left at: it is taken back only if nothing has happened to it since */
  version?: number | undefined;
};
export type OrganizationsRestoreOutput = { id: string };

export type OrganizationsDeleteInput = { id: string; version: number };
export type OrganizationsDeleteOutput = { id: string; version: number };

export type OrganizationsActivitiesInput = {
  id: string;
  after?: string | undefined;

  /** kinds with commas between: note,call */
  type?: string | undefined;
};
export type OrganizationsActivitiesOutput = {
  items: {
    id: string;
    kind: 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';
    subject: string | null;
    body: string | null;
    author: { id: string; name: string } | null;

    /** ISO 8601, UTC */
    occurredAt: string;

    /** people of the tenant whom the body mentions */
    mentions: { id: string; name: string }[];
    version: number;
  }[];
  next: string | null;
};

export type OrganizationsAddNoteInput = {
  id: string;

  /** markdown; @Ada Lovelace or @[Ada](user:<id>) mentions a person */
  body: string;
};
export type OrganizationsAddNoteOutput = { id: string };

export type OrganizationsLogActivityInput = {
  id: string;
  kind: 'call' | 'email' | 'meeting';
  subject?: string | null | undefined;

  /** markdown */
  body?: string | null | undefined;

  /** defaults to now */
  occurredAt?: string | undefined;
};
export type OrganizationsLogActivityOutput = { id: string };

export type OrganizationsNeighboursInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
  id: string;
};
export type OrganizationsNeighboursOutput = { previous: string | null; next: string | null };

export type OrganizationsBulkInput = {
  ids: string[];

  /** as they were read, in the order of `ids`: what somebody changed since is left as it is */
  versions?: number[] | undefined;
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;

  /** the name of the tag, for `tag` and `untag` */
  tag?: string | undefined;
};
export type OrganizationsBulkOutput = {
  id: string;
  asked: number;
  changed: number;
  refused: { id: string; reason: 'not_found' | 'unchanged' | 'too_many_tags' | 'taken' | 'changed_since' }[];
};

export type OrganizationsBulkAllInput = {
  /** whose records are meant, as the address of the list says it: `q=acme&f=stage.is.new`; empty for all */
  list: string;
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;

  /** the name of the tag, for `tag` and `untag` */
  tag?: string | undefined;
};
export type OrganizationsBulkAllOutput = { jobId: string };

export type OrganizationsSetTagsInput = {
  id: string;

  /** the names of all tags it is to have; a new one is made */
  tags: string[];
};
export type OrganizationsSetTagsOutput = { items: { id: string; name: string }[] };

export type OrganizationsAddTagInput = { id: string; name: string };
export type OrganizationsAddTagOutput = { id: string; name: string };

export type OrganizationsRemoveTagInput = { id: string; tagId: string };
export type OrganizationsRemoveTagOutput = { id: string };

export type OrganizationsFilesInput = { id: string };
export type OrganizationsFilesOutput = {
  items: {
    id: string;
    name: string;

    /** the media type its bytes are of, whatever its name says */
    type: string;

    /** bytes */
    size: number;

    /** of its bytes, in hex */
    sha256: string;

    /** ISO 8601, UTC */
    createdAt: string;
    createdBy: { id: string; name: string } | null;
  }[];
};

export type OrganizationsDeleteFileInput = { id: string; fileId: string };
export type OrganizationsDeleteFileOutput = { id: string };

export type OpportunitiesListInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  limit?: number | undefined;
  pageSize?: number | undefined;
  after?: string | undefined;
  before?: string | undefined;
  page?: number | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
};
export type OpportunitiesListOutput = {
  items: {
    id: string;
    title: string;
    organization: { id: string; name: string | null } | null;
    contact: { id: string; name: string | null } | null;
    pipeline: { id: string; slug: string; name: string };
    stage: { id: string; key: string; name: string; kind: 'open' | 'won' | 'lost'; probability: number };
    amount: { minor: number; currency: string } | null;
    closeDate: string | null;
    owner: { id: string; name: string } | null;
    tags: { id: string; name: string }[];

    /** values of custom fields by key; those without one are left out */
    custom: Record<
      string,
      string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
    >;
    archived: boolean;

    /** ISO 8601, UTC */
    stageEnteredAt: string;

    /** when it was won or lost */
    closedAt: string | null;

    /** ISO 8601, UTC */
    createdAt: string;

    /** ISO 8601, UTC */
    updatedAt: string;
    version: number;
  }[];
  next: string | null;
  previous: string | null;
  count: number;
  countIsCapped: boolean;
  sums: { currency: string; minor: number }[];

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type OpportunitiesOptionsOutput = {
  owners: { id: string; name: string }[];
  pipelines: {
    id: string;
    slug: string;
    name: string;
    isDefault: boolean;
    stages: { id: string; key: string; name: string; kind: 'open' | 'won' | 'lost'; probability: number }[];
  }[];
  currency: string;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type OpportunitiesGetInput = { id: string };
export type OpportunitiesGetOutput = {
  id: string;
  title: string;
  organization: { id: string; name: string | null } | null;
  contact: { id: string; name: string | null } | null;
  pipeline: { id: string; slug: string; name: string };
  stage: { id: string; key: string; name: string; kind: 'open' | 'won' | 'lost'; probability: number };
  amount: { minor: number; currency: string } | null;
  closeDate: string | null;
  owner: { id: string; name: string } | null;
  tags: { id: string; name: string }[];

  /** values of custom fields by key; those without one are left out */
  custom: Record<
    string,
    string | number | string[] | { id: string; name: string } | { minor: number; currency: string }
  >;
  archived: boolean;

  /** ISO 8601, UTC */
  stageEnteredAt: string;

  /** when it was won or lost */
  closedAt: string | null;

  /** ISO 8601, UTC */
  createdAt: string;

  /** ISO 8601, UTC */
  updatedAt: string;
  version: number;
  lostReason: string | null;

  /** the lead it was made of */
  leadId: string | null;
  externalIds: { source: string; id: string }[];
  createdBy: { id: string; name: string } | null;

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type OpportunitiesBoardInput = {
  slug: string;

  /** ids, me or none, with commas between them */
  owner?: string | undefined;
  q?: string | null | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;

  /** the key of a column of which up to 100 cards are wanted */
  more?: string | undefined;
};
export type OpportunitiesBoardOutput = {
  pipeline: { id: string; slug: string; name: string };
  lanes: {
    stage: {
      id: string;
      key: string;
      name: string;
      kind: 'open' | 'won' | 'lost';
      probability: number;
      rotDays: number | null;
      wipLimit: number | null;
    };

    /** of won and lost stages: what was closed in the last 30 days */
    count: number;
    worth: {
      currency: string;
      minor: number;

      /** times the probability */
      weighted: number;
    }[];

    /** latest in the stage first; of open stages alone */
    cards: {
      id: string;
      title: string;
      organization: { id: string; name: string | null } | null;
      stageId: string;
      amount: { minor: number; currency: string } | null;
      closeDate: string | null;
      owner: { id: string; name: string } | null;

      /** ISO 8601, UTC */
      stageEnteredAt: string;

      /** when its next open task is due */
      nextDueAt: string | null;
      version: number;
    }[];
  }[];

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type OpportunitiesMonthsInput = {
  slug: string;

  /** ids, me or none, with commas between them */
  owner?: string | undefined;
  q?: string | null | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;

  /** the key of a column of which up to 100 cards are wanted */
  more?: string | undefined;
};
export type OpportunitiesMonthsOutput = {
  pipeline: { id: string; slug: string; name: string };
  stages: {
    id: string;
    key: string;
    name: string;
    kind: 'open' | 'won' | 'lost';
    probability: number;
    rotDays: number | null;
    wipLimit: number | null;
  }[];
  months: {
    /** a month such as 2026-05; past, later, or none for those without a day */
    key: string;

    /** its first day */
    from: string | null;

    /** the day after its last */
    to: string | null;
    count: number;
    worth: {
      currency: string;
      minor: number;

      /** times the probability */
      weighted: number;
    }[];

    /** the first to close first */
    cards: {
      id: string;
      title: string;
      organization: { id: string; name: string | null } | null;
      stageId: string;
      amount: { minor: number; currency: string } | null;
      closeDate: string | null;
      owner: { id: string; name: string } | null;

      /** ISO 8601, UTC */
      stageEnteredAt: string;

      /** when its next open task is due */
      nextDueAt: string | null;
      version: number;
    }[];
  }[];

  /** fields your role does not show you; they read null */
  hiddenFields: string[];

  /** fields your role does not let you change */
  lockedFields: string[];
};

export type OpportunitiesCreateInput = {
  title: string;
  organizationId?: string | null | undefined;

  /** the person one talks to */
  contactId?: string | null | undefined;

  /** it is in the pipeline of its stage */
  stageId?: string | undefined;
  amount?:
    | {
        /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
        minor: number;

        /** ISO 4217, for example USD; the tenant’s own when left out */
        currency?: string | undefined;
      }
    | null
    | undefined;

  /** the day it is expected to close, YYYY-MM-DD */
  closeDate?: string | null | undefined;

  /** needed in a stage of the kind lost */
  lostReason?: string | null | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;

  /** defaults to the caller; null for nobody */
  ownerId?: string | null | undefined;
  externalSource?: string | null | undefined;
  externalId?: string | null | undefined;
};
export type OpportunitiesCreateOutput = { id: string };

export type OpportunitiesReplaceInput = {
  id: string;
  version: number;
  title: string;
  organizationId?: string | null | undefined;

  /** the person one talks to */
  contactId?: string | null | undefined;

  /** it is in the pipeline of its stage */
  stageId?: string | undefined;
  amount?:
    | {
        /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
        minor: number;

        /** ISO 4217, for example USD; the tenant’s own when left out */
        currency?: string | undefined;
      }
    | null
    | undefined;

  /** the day it is expected to close, YYYY-MM-DD */
  closeDate?: string | null | undefined;

  /** needed in a stage of the kind lost */
  lostReason?: string | null | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;
};
export type OpportunitiesReplaceOutput = { id: string; version: number };

export type OpportunitiesUpdateInput = {
  id: string;
  version: number;
  title?: string | undefined;
  organizationId?: string | null | undefined;

  /** the person one talks to */
  contactId?: string | null | undefined;

  /** it is in the pipeline of its stage */
  stageId?: string | undefined;
  amount?:
    | {
        /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
        minor: number;

        /** ISO 4217, for example USD; the tenant’s own when left out */
        currency?: string | undefined;
      }
    | null
    | undefined;

  /** the day it is expected to close, YYYY-MM-DD */
  closeDate?: string | null | undefined;

  /** needed in a stage of the kind lost */
  lostReason?: string | null | undefined;

  /** values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties */
  custom?:
    | Record<
        string,
        | string
        | number
        | string[]
        | {
            /** in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250 */
            minor: number;

            /** ISO 4217, for example USD; the tenant’s own when left out */
            currency?: string | undefined;
          }
        | null
      >
    | undefined;
  ownerId?: string | null | undefined;
  archived?: boolean | undefined;
};
export type OpportunitiesUpdateOutput = { id: string; version: number };

export type OpportunitiesMoveInput = {
  id: string;
  version: number;
  stageId: string;
  lostReason?: string | null | undefined;
};
export type OpportunitiesMoveOutput = { id: string; version: number };

export type OpportunitiesAssignInput = { id: string; ownerId: string | null };
export type OpportunitiesAssignOutput = { id: string };

export type OpportunitiesArchiveInput = { id: string; version: number };
export type OpportunitiesArchiveOutput = { id: string; version: number };

export type OpportunitiesRestoreInput = {
  id: string;

  /** the version it was left at: it is taken back only if nothing has happened to it since */
  version?: number | undefined;
};
export type OpportunitiesRestoreOutput = { id: string };

export type OpportunitiesDeleteInput = { id: string; version: number };
export type OpportunitiesDeleteOutput = { id: string; version: number };

export type OpportunitiesActivitiesInput = {
  id: string;
  after?: string | undefined;

  /** kinds with commas between: note,call */
  type?: string | undefined;
};
export type OpportunitiesActivitiesOutput = {
  items: {
    id: string;
    kind: 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';
    subject: string | null;
    body: string | null;
    author: { id: string; name: string } | null;

    /** ISO 8601, UTC */
    occurredAt: string;

    /** people of the tenant whom the body mentions */
    mentions: { id: string; name: string }[];
    version: number;
  }[];
  next: string | null;
};

export type OpportunitiesAddNoteInput = {
  id: string;

  /** markdown; @Ada Lovelace or @[Ada](user:<id>) mentions a person */
  body: string;
};
export type OpportunitiesAddNoteOutput = { id: string };

export type OpportunitiesLogActivityInput = {
  id: string;
  kind: 'call' | 'email' | 'meeting';
  subject?: string | null | undefined;

  /** markdown */
  body?: string | null | undefined;

  /** defaults to now */
  occurredAt?: string | undefined;
};
export type OpportunitiesLogActivityOutput = { id: string };

export type OpportunitiesNeighboursInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
  id: string;
};
export type OpportunitiesNeighboursOutput = { previous: string | null; next: string | null };

export type OpportunitiesBulkInput = {
  ids: string[];

  /** as they were read, in the order of `ids`: what somebody changed since is left as it is */
  versions?: number[] | undefined;
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;

  /** the name of the tag, for `tag` and `untag` */
  tag?: string | undefined;
};
export type OpportunitiesBulkOutput = {
  id: string;
  asked: number;
  changed: number;
  refused: { id: string; reason: 'not_found' | 'unchanged' | 'too_many_tags' | 'taken' | 'changed_since' }[];
};

export type OpportunitiesBulkAllInput = {
  /** whose records are meant, as the address of the list says it: `q=acme&f=stage.is.new`; empty for all */
  list: string;
  do: 'archive' | 'restore' | 'assign' | 'stage' | 'source' | 'tag' | 'untag' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;

  /** the name of the tag, for `tag` and `untag` */
  tag?: string | undefined;
};
export type OpportunitiesBulkAllOutput = { jobId: string };

export type OpportunitiesSetTagsInput = {
  id: string;

  /** the names of all tags it is to have; a new one is made */
  tags: string[];
};
export type OpportunitiesSetTagsOutput = { items: { id: string; name: string }[] };

export type OpportunitiesAddTagInput = { id: string; name: string };
export type OpportunitiesAddTagOutput = { id: string; name: string };

export type OpportunitiesRemoveTagInput = { id: string; tagId: string };
export type OpportunitiesRemoveTagOutput = { id: string };

export type OpportunitiesFilesInput = { id: string };
export type OpportunitiesFilesOutput = {
  items: {
    id: string;
    name: string;

    /** the media type its bytes are of, whatever its name says */
    type: string;

    /** bytes */
    size: number;

    /** of its bytes, in hex */
    sha256: string;

    /** ISO 8601, UTC */
    createdAt: string;
    createdBy: { id: string; name: string } | null;
  }[];
};

export type OpportunitiesDeleteFileInput = { id: string; fileId: string };
export type OpportunitiesDeleteFileOutput = { id: string };

export type PipelinesListInput = { noun?: 'lead' | 'opportunity' | undefined };
export type PipelinesListOutput = {
  items: {
    id: string;
    noun: 'lead' | 'opportunity';
    name: string;
    slug: string;
    isDefault: boolean;
    archived: boolean;
    stages: {
      id: string;
      key: string;
      name: string;
      kind: 'open' | 'won' | 'lost';
      probability: number;
      rotDays: number | null;
      wipLimit: number | null;
    }[];
    version: number;
  }[];
};

export type PipelinesGetInput = { id: string };
export type PipelinesGetOutput = {
  id: string;
  noun: 'lead' | 'opportunity';
  name: string;
  slug: string;
  isDefault: boolean;
  archived: boolean;
  stages: {
    id: string;
    key: string;
    name: string;
    kind: 'open' | 'won' | 'lost';
    probability: number;
    rotDays: number | null;
    wipLimit: number | null;

    /** how many you see in it, counted to 1000 */
    records: number;
  }[];
  version: number;
};

export type PipelinesCreateInput = {
  noun?: 'lead' | 'opportunity' | undefined;
  name: string;

  /** in its address; made from the name when left out */
  slug?: string | undefined;

  /** those of a new tenant when left out */
  stages?:
    | {
        /** which stage it is; made from the name for a new one */
        key?: string | undefined;
        name: string;
        kind?: 'open' | 'won' | 'lost' | undefined;

        /** per cent */
        probability?: number | undefined;
        rotDays?: number | null | undefined;
        wipLimit?: number | null | undefined;
      }[]
    | undefined;
};
export type PipelinesCreateOutput = { id: string };

export type PipelinesUpdateInput = {
  id: string;
  version: number;
  name?: string | undefined;
  slug?: string | undefined;
  isDefault?: true | undefined;
  archived?: boolean | undefined;
};
export type PipelinesUpdateOutput = { id: string; version: number };

export type PipelinesArchiveInput = { id: string; version: number };
export type PipelinesArchiveOutput = { id: string; version: number };

export type PipelinesSaveStagesInput = {
  id: string;
  version: number;

  /** all stages in order; one that is left out is deleted */
  stages: {
    /** which stage it is; made from the name for a new one */
    key?: string | undefined;
    name: string;
    kind?: 'open' | 'won' | 'lost' | undefined;

    /** per cent */
    probability?: number | undefined;
    rotDays?: number | null | undefined;
    wipLimit?: number | null | undefined;
  }[];

  /** where the records of stages that are left out go, by key */
  moves?: { from: string; to: string }[] | undefined;
};
export type PipelinesSaveStagesOutput = { id: string; version: number };

export type PipelinesPreviewStagesInput = {
  id: string;
  version: number;

  /** all stages in order; one that is left out is deleted */
  stages: {
    /** which stage it is; made from the name for a new one */
    key?: string | undefined;
    name: string;
    kind?: 'open' | 'won' | 'lost' | undefined;

    /** per cent */
    probability?: number | undefined;
    rotDays?: number | null | undefined;
    wipLimit?: number | null | undefined;
  }[];

  /** where the records of stages that are left out go, by key */
  moves?: { from: string; to: string }[] | undefined;
};
export type PipelinesPreviewStagesOutput = {
  changes: {
    what: 'added' | 'changed' | 'deleted';
    key: string;
    name: string;
    fields: { field: string; before: string; after: string }[];

    /** the name of the stage that its records go to */
    movesTo: string | null;
  }[];
  isReordered: boolean;
};

export type RolesListOutput = {
  items: {
    id: string;
    key: string;
    name: string;
    isSeeded: boolean;
    permissions: string[];
    visibility: {
      lead: 'own' | 'team' | 'all';
      contact: 'own' | 'team' | 'all';
      organization: 'own' | 'team' | 'all';
      opportunity: 'own' | 'team' | 'all';
      task: 'own' | 'team' | 'all';
    };
    users: number;
    version: number;
  }[];
};

export type RolesGetInput = { id: string };
export type RolesGetOutput = {
  id: string;
  key: string;
  name: string;
  isSeeded: boolean;
  permissions: string[];
  visibility: {
    lead: 'own' | 'team' | 'all';
    contact: 'own' | 'team' | 'all';
    organization: 'own' | 'team' | 'all';
    opportunity: 'own' | 'team' | 'all';
    task: 'own' | 'team' | 'all';
  };
  users: number;
  version: number;
};

export type RolesCreateInput = {
  name: string;
  key?: string | undefined;
  copyOf?: string | undefined;
  permissions?:
    | (
        | 'admin:*'
        | 'lead:read'
        | 'lead:create'
        | 'lead:update'
        | 'lead:assign'
        | 'lead:archive'
        | 'lead:delete'
        | 'lead:convert'
        | 'organization:read'
        | 'organization:create'
        | 'organization:update'
        | 'organization:assign'
        | 'organization:archive'
        | 'organization:delete'
        | 'organization:merge'
        | 'contact:read'
        | 'contact:create'
        | 'contact:update'
        | 'contact:assign'
        | 'contact:archive'
        | 'contact:delete'
        | 'contact:merge'
        | 'opportunity:read'
        | 'opportunity:create'
        | 'opportunity:update'
        | 'opportunity:assign'
        | 'opportunity:archive'
        | 'opportunity:delete'
        | 'activity:read'
        | 'activity:create'
        | 'activity:update'
        | 'activity:delete'
        | 'task:read'
        | 'task:create'
        | 'task:update'
        | 'task:assign'
        | 'task:delete'
        | 'tag:read'
        | 'tag:create'
        | 'tag:update'
        | 'tag:delete'
        | 'view:read'
        | 'view:create'
        | 'view:share'
        | 'pipeline:read'
        | 'pipeline:update'
        | 'field:read'
        | 'field:update'
        | 'source:read'
        | 'source:update'
        | 'import:read'
        | 'import:create'
        | 'import:undo'
        | 'export:create'
        | 'job:read'
        | 'job:update'
        | 'search:read'
        | 'dashboard:read'
        | 'report:read'
        | 'user:read'
        | 'user:invite'
        | 'user:update'
        | 'user:disable'
        | 'role:read'
        | 'role:update'
        | 'team:read'
        | 'team:update'
        | 'apikey:read'
        | 'apikey:create'
        | 'apikey:revoke'
        | 'audit:read'
        | 'audit:export'
        | 'settings:read'
        | 'settings:update'
        | 'webhook:read'
        | 'webhook:update'
        | 'tenant:export'
        | 'tenant:delete'
      )[]
    | undefined;
  visibility?:
    | {
        lead?: 'own' | 'team' | 'all' | undefined;
        contact?: 'own' | 'team' | 'all' | undefined;
        organization?: 'own' | 'team' | 'all' | undefined;
        opportunity?: 'own' | 'team' | 'all' | undefined;
        task?: 'own' | 'team' | 'all' | undefined;
      }
    | undefined;
};
export type RolesCreateOutput = { id: string; key: string };

export type RolesReplaceInput = {
  id: string;
  version: number;
  name: string;
  permissions: (
    | 'admin:*'
    | 'lead:read'
    | 'lead:create'
    | 'lead:update'
    | 'lead:assign'
    | 'lead:archive'
    | 'lead:delete'
    | 'lead:convert'
    | 'organization:read'
    | 'organization:create'
    | 'organization:update'
    | 'organization:assign'
    | 'organization:archive'
    | 'organization:delete'
    | 'organization:merge'
    | 'contact:read'
    | 'contact:create'
    | 'contact:update'
    | 'contact:assign'
    | 'contact:archive'
    | 'contact:delete'
    | 'contact:merge'
    | 'opportunity:read'
    | 'opportunity:create'
    | 'opportunity:update'
    | 'opportunity:assign'
    | 'opportunity:archive'
    | 'opportunity:delete'
    | 'activity:read'
    | 'activity:create'
    | 'activity:update'
    | 'activity:delete'
    | 'task:read'
    | 'task:create'
    | 'task:update'
    | 'task:assign'
    | 'task:delete'
    | 'tag:read'
    | 'tag:create'
    | 'tag:update'
    | 'tag:delete'
    | 'view:read'
    | 'view:create'
    | 'view:share'
    | 'pipeline:read'
    | 'pipeline:update'
    | 'field:read'
    | 'field:update'
    | 'source:read'
    | 'source:update'
    | 'import:read'
    | 'import:create'
    | 'import:undo'
    | 'export:create'
    | 'job:read'
    | 'job:update'
    | 'search:read'
    | 'dashboard:read'
    | 'report:read'
    | 'user:read'
    | 'user:invite'
    | 'user:update'
    | 'user:disable'
    | 'role:read'
    | 'role:update'
    | 'team:read'
    | 'team:update'
    | 'apikey:read'
    | 'apikey:create'
    | 'apikey:revoke'
    | 'audit:read'
    | 'audit:export'
    | 'settings:read'
    | 'settings:update'
    | 'webhook:read'
    | 'webhook:update'
    | 'tenant:export'
    | 'tenant:delete'
  )[];
  visibility: {
    lead: 'own' | 'team' | 'all';
    contact: 'own' | 'team' | 'all';
    organization: 'own' | 'team' | 'all';
    opportunity: 'own' | 'team' | 'all';
    task: 'own' | 'team' | 'all';
  };
};
export type RolesReplaceOutput = { id: string; version: number };

export type RolesUpdateInput = {
  id: string;
  version: number;
  name?: string | undefined;
  permissions?:
    | (
        | 'admin:*'
        | 'lead:read'
        | 'lead:create'
        | 'lead:update'
        | 'lead:assign'
        | 'lead:archive'
        | 'lead:delete'
        | 'lead:convert'
        | 'organization:read'
        | 'organization:create'
        | 'organization:update'
        | 'organization:assign'
        | 'organization:archive'
        | 'organization:delete'
        | 'organization:merge'
        | 'contact:read'
        | 'contact:create'
        | 'contact:update'
        | 'contact:assign'
        | 'contact:archive'
        | 'contact:delete'
        | 'contact:merge'
        | 'opportunity:read'
        | 'opportunity:create'
        | 'opportunity:update'
        | 'opportunity:assign'
        | 'opportunity:archive'
        | 'opportunity:delete'
        | 'activity:read'
        | 'activity:create'
        | 'activity:update'
        | 'activity:delete'
        | 'task:read'
        | 'task:create'
        | 'task:update'
        | 'task:assign'
        | 'task:delete'
        | 'tag:read'
        | 'tag:create'
        | 'tag:update'
        | 'tag:delete'
        | 'view:read'
        | 'view:create'
        | 'view:share'
        | 'pipeline:read'
        | 'pipeline:update'
        | 'field:read'
        | 'field:update'
        | 'source:read'
        | 'source:update'
        | 'import:read'
        | 'import:create'
        | 'import:undo'
        | 'export:create'
        | 'job:read'
        | 'job:update'
        | 'search:read'
        | 'dashboard:read'
        | 'report:read'
        | 'user:read'
        | 'user:invite'
        | 'user:update'
        | 'user:disable'
        | 'role:read'
        | 'role:update'
        | 'team:read'
        | 'team:update'
        | 'apikey:read'
        | 'apikey:create'
        | 'apikey:revoke'
        | 'audit:read'
        | 'audit:export'
        | 'settings:read'
        | 'settings:update'
        | 'webhook:read'
        | 'webhook:update'
        | 'tenant:export'
        | 'tenant:delete'
      )[]
    | undefined;
  visibility?:
    | {
        lead?: 'own' | 'team' | 'all' | undefined;
        contact?: 'own' | 'team' | 'all' | undefined;
        organization?: 'own' | 'team' | 'all' | undefined;
        opportunity?: 'own' | 'team' | 'all' | undefined;
        task?: 'own' | 'team' | 'all' | undefined;
      }
    | undefined;
};
export type RolesUpdateOutput = { id: string; version: number };

export type RolesFieldsInput = { id: string };
export type RolesFieldsOutput = {
  id: string;
  fields: Record<string, Record<string, 'hidden' | 'read_only' | 'editable'>>;
  version: number;
};

export type RolesSetFieldsInput = {
  id: string;
  version: number;
  fields: {
    lead?:
      | {
          name?: 'read_only' | 'editable' | undefined;
          company?: 'hidden' | 'read_only' | 'editable' | undefined;
          title?: 'hidden' | 'read_only' | 'editable' | undefined;
          email?: 'hidden' | 'read_only' | 'editable' | undefined;
          phone?: 'hidden' | 'read_only' | 'editable' | undefined;
          website?: 'hidden' | 'read_only' | 'editable' | undefined;
          industry?: 'hidden' | 'read_only' | 'editable' | undefined;
          source?: 'hidden' | 'read_only' | 'editable' | undefined;
          stage?: 'read_only' | 'editable' | undefined;
          score?: 'hidden' | 'read_only' | 'editable' | undefined;
          address?: 'hidden' | 'read_only' | 'editable' | undefined;
          description?: 'hidden' | 'read_only' | 'editable' | undefined;
        }
      | undefined;
    organization?:
      | {
          name?: 'read_only' | 'editable' | undefined;
          domain?: 'hidden' | 'read_only' | 'editable' | undefined;
          website?: 'hidden' | 'read_only' | 'editable' | undefined;
          phone?: 'hidden' | 'read_only' | 'editable' | undefined;
          size?: 'hidden' | 'read_only' | 'editable' | undefined;
          industry?: 'hidden' | 'read_only' | 'editable' | undefined;
          parent?: 'hidden' | 'read_only' | 'editable' | undefined;
          address?: 'hidden' | 'read_only' | 'editable' | undefined;
          description?: 'hidden' | 'read_only' | 'editable' | undefined;
        }
      | undefined;
    contact?:
      | {
          name?: 'read_only' | 'editable' | undefined;
          title?: 'hidden' | 'read_only' | 'editable' | undefined;
          email?: 'hidden' | 'read_only' | 'editable' | undefined;
          phone?: 'hidden' | 'read_only' | 'editable' | undefined;
          organization?: 'hidden' | 'read_only' | 'editable' | undefined;
          address?: 'hidden' | 'read_only' | 'editable' | undefined;
          description?: 'hidden' | 'read_only' | 'editable' | undefined;
        }
      | undefined;
    opportunity?:
      | {
          title?: 'read_only' | 'editable' | undefined;
          organization?: 'hidden' | 'read_only' | 'editable' | undefined;
          contact?: 'hidden' | 'read_only' | 'editable' | undefined;
          stage?: 'read_only' | 'editable' | undefined;
          amount?: 'hidden' | 'read_only' | 'editable' | undefined;
          closeDate?: 'hidden' | 'read_only' | 'editable' | undefined;
          lostReason?: 'hidden' | 'read_only' | 'editable' | undefined;
        }
      | undefined;
  };
};
export type RolesSetFieldsOutput = { id: string; version: number };

export type RolesPreviewInput = {
  id: string;
  version: number;
  name?: string | undefined;
  permissions?:
    | (
        | 'admin:*'
        | 'lead:read'
        | 'lead:create'
        | 'lead:update'
        | 'lead:assign'
        | 'lead:archive'
        | 'lead:delete'
        | 'lead:convert'
        | 'organization:read'
        | 'organization:create'
        | 'organization:update'
        | 'organization:assign'
        | 'organization:archive'
        | 'organization:delete'
        | 'organization:merge'
        | 'contact:read'
        | 'contact:create'
        | 'contact:update'
        | 'contact:assign'
        | 'contact:archive'
        | 'contact:delete'
        | 'contact:merge'
        | 'opportunity:read'
        | 'opportunity:create'
        | 'opportunity:update'
        | 'opportunity:assign'
        | 'opportunity:archive'
        | 'opportunity:delete'
        | 'activity:read'
        | 'activity:create'
        | 'activity:update'
        | 'activity:delete'
        | 'task:read'
        | 'task:create'
        | 'task:update'
        | 'task:assign'
        | 'task:delete'
        | 'tag:read'
        | 'tag:create'
        | 'tag:update'
        | 'tag:delete'
        | 'view:read'
        | 'view:create'
        | 'view:share'
        | 'pipeline:read'
        | 'pipeline:update'
        | 'field:read'
        | 'field:update'
        | 'source:read'
        | 'source:update'
        | 'import:read'
        | 'import:create'
        | 'import:undo'
        | 'export:create'
        | 'job:read'
        | 'job:update'
        | 'search:read'
        | 'dashboard:read'
        | 'report:read'
        | 'user:read'
        | 'user:invite'
        | 'user:update'
        | 'user:disable'
        | 'role:read'
        | 'role:update'
        | 'team:read'
        | 'team:update'
        | 'apikey:read'
        | 'apikey:create'
        | 'apikey:revoke'
        | 'audit:read'
        | 'audit:export'
        | 'settings:read'
        | 'settings:update'
        | 'webhook:read'
        | 'webhook:update'
        | 'tenant:export'
        | 'tenant:delete'
      )[]
    | undefined;
  visibility?:
    | {
        lead?: 'own' | 'team' | 'all' | undefined;
        contact?: 'own' | 'team' | 'all' | undefined;
        organization?: 'own' | 'team' | 'all' | undefined;
        opportunity?: 'own' | 'team' | 'all' | undefined;
        task?: 'own' | 'team' | 'all' | undefined;
      }
    | undefined;
};
export type RolesPreviewOutput = {
  name: string | null;
  adds: string[];
  removes: string[];
  sights: { noun: string; from: 'own' | 'team' | 'all'; to: 'own' | 'team' | 'all' }[];
  users: number;
};

export type RolesDeleteInput = { id: string };
export type RolesDeleteOutput = { id: string };

export type RolesPeopleOutput = {
  items: { id: string; name: string; roles: { key: string; name: string }[] }[];
};

export type RolesAssignInput = { id: string; role?: string | undefined; roles?: string[] | undefined };
export type RolesAssignOutput = { id: string; roles: string[] };

export type RolesAccessInput = { id: string };
export type RolesAccessOutput = {
  user: { id: string; name: string; email: string; status: string };
  roles: string[];
  isActive: boolean;
  permissions: { permission: string; allowed: boolean; roles: string[] }[];
  visibility: { noun: string; scope: 'none' | 'own' | 'team' | 'all'; roles: string[] }[];
  fields: { noun: string; field: string; access: 'hidden' | 'read_only'; roles: string[] }[];
};

export type TagsListOutput = {
  items: {
    id: string;
    name: string;
    version: number;

    /** ISO 8601, UTC */
    createdAt: string;
  }[];
};

export type TagsCreateInput = { name: string };
export type TagsCreateOutput = { id: string };

export type TagsUpdateInput = { id: string; version: number; name: string };
export type TagsUpdateOutput = { id: string; version: number };

export type TagsDeleteInput = { id: string; version: number };
export type TagsDeleteOutput = { id: string };

export type TagsRestoreInput = { id: string };
export type TagsRestoreOutput = { id: string };

export type ViewsListInput = { noun: 'lead' | 'contact' | 'organization' | 'opportunity' | 'task' };
export type ViewsListOutput = {
  items: {
    id: string;
    noun: 'lead' | 'contact' | 'organization' | 'opportunity' | 'task';

    /** what addresses call it: "?view=hot-leads" */
    slug: string;
    name: string;
    list: string;

    /** everybody in the tenant has it */
    shared: boolean;

    /** the caller made it, and alone may take it back from everybody */
    isMine: boolean;

    /** the caller begins with it */
    isDefault: boolean;
    version: number;
  }[];
};

export type ViewsGetInput = { id: string };
export type ViewsGetOutput = {
  id: string;
  noun: 'lead' | 'contact' | 'organization' | 'opportunity' | 'task';

  /** what addresses call it: "?view=hot-leads" */
  slug: string;
  name: string;
  list: string;

  /** everybody in the tenant has it */
  shared: boolean;

  /** the caller made it, and alone may take it back from everybody */
  isMine: boolean;

  /** the caller begins with it */
  isDefault: boolean;
  version: number;
};

export type ViewsCreateInput = {
  noun: 'lead' | 'contact' | 'organization' | 'opportunity' | 'task';
  name: string;

  /** the list as its address says it: "f=owner.is.me&sort=-score&cols=name,score"; of tasks "bucket=overdue&assignee=all" */
  list?: string | null | undefined;
  shared?: boolean | undefined;
};
export type ViewsCreateOutput = { id: string };

export type ViewsUpdateInput = {
  id: string;
  version: number;
  name?: string | undefined;

  /** the list as its address says it: "f=owner.is.me&sort=-score&cols=name,score"; of tasks "bucket=overdue&assignee=all" */
  list?: string | null | undefined;
  shared?: boolean | undefined;
};
export type ViewsUpdateOutput = { id: string; version: number };

export type ViewsDeleteInput = { id: string; version: number };
export type ViewsDeleteOutput = { id: string };

export type ViewsSetDefaultInput = {
  noun: 'lead' | 'contact' | 'organization' | 'opportunity' | 'task';

  /** null for the list as it is without a view */
  id: string | null;
};
export type ViewsSetDefaultOutput = {
  noun: 'lead' | 'contact' | 'organization' | 'opportunity' | 'task';
  id: string | null;
};

export type DuplicatesFindInput = {
  noun: 'lead' | 'contact' | 'organization';

  /** first and last name of a contact */
  name?: string | null | undefined;

  /** of a lead or a contact */
  email?: string | null | undefined;

  /** of a lead or a contact, as it is typed */
  phone?: string | null | undefined;

  /** of a lead: one of the same name elsewhere is left out */
  company?: string | null | undefined;

  /** of an organization */
  domain?: string | null | undefined;

  /** the record itself, where one is changed */
  except?: string | undefined;
};
export type DuplicatesFindOutput = {
  items: {
    id: string;
    name: string;

    /** an e-mail address and a company, or a domain */
    detail: string | null;

    /** what it has in common with the lead, or with what was given */
    same: ('email' | 'phone' | 'name' | 'domain')[];

    /** how likely it is the same, 100 for certain */
    score: number;

    /** what speaks for it, the strongest first: same e-mail, same phone … */
    reasons: string[];

    /** what speaks against it */
    against: string[];
  }[];

  /** who owns the record that holds the e-mail address or the name, where you may not see it */
  heldBy: { name: string } | null;
};

export type SearchFindInput = {
  /** words, an e-mail address, a domain or a phone number in any format */
  q?: string | null | undefined;

  /** this noun alone, with up to 50 records */
  noun?: 'lead' | 'contact' | 'organization' | 'opportunity' | 'task' | undefined;
};
export type SearchFindOutput = {
  /** what was looked for, without accents and case */
  terms: string[];

  /** nothing holds the words as they were typed: these differ by a letter */
  close: boolean;
  groups: {
    noun: 'lead' | 'contact' | 'organization' | 'opportunity' | 'task';
    count: number;

    /** there are more than were counted */
    isCapped: boolean;
    items: {
      id: string;
      name: string;

      /** tells two of the same name apart: a company, an e-mail address, a domain */
      detail: string | null;

      /** what matched where the name does not */
      reason: 'company' | 'email' | 'domain' | 'phone' | 'note' | null;
      archived: boolean;
    }[];
  }[];
};

export type TasksListInput = {
  bucket?: 'overdue' | 'today' | 'week' | 'later' | 'done' | undefined;
  assignee?: string | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};
export type TasksListOutput = {
  items: {
    id: string;
    title: string;
    dueAt: string | null;
    reminderAt: string | null;
    status: 'open' | 'done';
    priority: 'low' | 'normal' | 'high';
    bucket: 'overdue' | 'today' | 'week' | 'later' | 'done';
    assignee: { id: string; name: string } | null;
    record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string } | null;
    version: number;
  }[];
  next: string | null;
  counts: { overdue: number; today: number; week: number; later: number };
  countsAreCapped: boolean;
};

export type TasksOptionsOutput = { owners: { id: string; name: string }[] };

export type TasksGetInput = { id: string };
export type TasksGetOutput = {
  id: string;
  title: string;
  dueAt: string | null;
  reminderAt: string | null;
  status: 'open' | 'done';
  priority: 'low' | 'normal' | 'high';
  bucket: 'overdue' | 'today' | 'week' | 'later' | 'done';
  assignee: { id: string; name: string } | null;
  record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string } | null;
  version: number;
};

export type TasksOfLeadInput = { id: string };
export type TasksOfLeadOutput = {
  items: {
    id: string;
    title: string;
    dueAt: string | null;
    reminderAt: string | null;
    status: 'open' | 'done';
    priority: 'low' | 'normal' | 'high';
    bucket: 'overdue' | 'today' | 'week' | 'later' | 'done';
    assignee: { id: string; name: string } | null;
    record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string } | null;
    version: number;
  }[];
};

export type TasksOfContactInput = { id: string };
export type TasksOfContactOutput = {
  items: {
    id: string;
    title: string;
    dueAt: string | null;
    reminderAt: string | null;
    status: 'open' | 'done';
    priority: 'low' | 'normal' | 'high';
    bucket: 'overdue' | 'today' | 'week' | 'later' | 'done';
    assignee: { id: string; name: string } | null;
    record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string } | null;
    version: number;
  }[];
};

export type TasksOfOrganizationInput = { id: string };
export type TasksOfOrganizationOutput = {
  items: {
    id: string;
    title: string;
    dueAt: string | null;
    reminderAt: string | null;
    status: 'open' | 'done';
    priority: 'low' | 'normal' | 'high';
    bucket: 'overdue' | 'today' | 'week' | 'later' | 'done';
    assignee: { id: string; name: string } | null;
    record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string } | null;
    version: number;
  }[];
};

export type TasksOfOpportunityInput = { id: string };
export type TasksOfOpportunityOutput = {
  items: {
    id: string;
    title: string;
    dueAt: string | null;
    reminderAt: string | null;
    status: 'open' | 'done';
    priority: 'low' | 'normal' | 'high';
    bucket: 'overdue' | 'today' | 'week' | 'later' | 'done';
    assignee: { id: string; name: string } | null;
    record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string } | null;
    version: number;
  }[];
};

export type TasksTypedInput = { text: string };
export type TasksTypedOutput = {
  title: string;
  dueAt: string | null;
  priority: 'low' | 'normal' | 'high';

  /** the words that were read as a time or a priority */
  understood: string[];
};

export type TasksCreateInput = {
  title: string;
  dueAt?: string | null | undefined;

  /** when the assignee is reminded; still to come when it is set */
  reminderAt?: string | null | undefined;
  priority?: 'low' | 'normal' | 'high' | undefined;
  leadId?: string | null | undefined;
  contactId?: string | null | undefined;
  organizationId?: string | null | undefined;
  opportunityId?: string | null | undefined;

  /** defaults to the caller; null for nobody */
  assigneeId?: string | null | undefined;
};
export type TasksCreateOutput = { id: string };

export type TasksUpdateInput = {
  id: string;
  version: number;
  title?: string | undefined;
  dueAt?: string | null | undefined;

  /** when the assignee is reminded; still to come when it is set */
  reminderAt?: string | null | undefined;
  priority?: 'low' | 'normal' | 'high' | undefined;
  leadId?: string | null | undefined;
  contactId?: string | null | undefined;
  organizationId?: string | null | undefined;
  opportunityId?: string | null | undefined;
};
export type TasksUpdateOutput = { id: string; version: number };

export type TasksAssignInput = { id: string; assigneeId: string | null };
export type TasksAssignOutput = { id: string };

export type TasksSetDoneInput = { id: string; version: number; done?: boolean | undefined };
export type TasksSetDoneOutput = { id: string; version: number };

export type TasksSnoozeInput = {
  id: string;
  version: number;

  /** words such as "tomorrow", "fri 3pm" or "in 2 hours" */
  until: string;
};
export type TasksSnoozeOutput = { id: string; version: number };

export type TasksDeleteInput = { id: string; version: number };
export type TasksDeleteOutput = { id: string; version: number };

export type TasksRestoreInput = {
  id: string;

  /** the version it was left at: it is taken back only if nothing has happened to it since */
  version?: number | undefined;
};
export type TasksRestoreOutput = { id: string };

export type TasksBulkInput = {
  ids: string[];

  /** as they were read, in the order of `ids`: what somebody changed since is left as it is */
  versions?: number[] | undefined;
  do: 'done' | 'reopen' | 'assign' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;
};
export type TasksBulkOutput = {
  id: string;
  asked: number;
  changed: number;
  refused: { id: string; reason: 'not_found' | 'unchanged' | 'too_many_tags' | 'taken' | 'changed_since' }[];
};

export type TasksBulkAllInput = {
  /** whose tasks are meant, as the address of the list says it: `bucket=overdue&assignee=all`; empty for the open ones of the caller */
  list: string;
  do: 'done' | 'reopen' | 'assign' | 'delete';

  /** the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source` */
  to?: string | null | undefined;
};
export type TasksBulkAllOutput = { jobId: string };

export type TasksFilesInput = { id: string };
export type TasksFilesOutput = {
  items: {
    id: string;
    name: string;

    /** the media type its bytes are of, whatever its name says */
    type: string;

    /** bytes */
    size: number;

    /** of its bytes, in hex */
    sha256: string;

    /** ISO 8601, UTC */
    createdAt: string;
    createdBy: { id: string; name: string } | null;
  }[];
};

export type TasksDeleteFileInput = { id: string; fileId: string };
export type TasksDeleteFileOutput = { id: string };

export type TrashListInput = {
  noun: 'lead' | 'organization' | 'contact' | 'opportunity' | 'task';

  /** `next` of the last answer */
  after?: string | undefined;
};
export type TrashListOutput = {
  items: {
    id: string;
    name: string;
    owner: { id: string; name: string } | null;

    /** ISO 8601, UTC */
    deletedAt: string;
    deletedBy: { id: string; name: string } | null;
  }[];
  next: string | null;
};

export type TeamsListOutput = {
  items: {
    id: string;
    name: string;
    parent: { id: string; name: string } | null;
    manager: { id: string; name: string } | null;
    members: { id: string; name: string }[];
    version: number;
  }[];

  /** people who are in no team */
  unassigned: { id: string; name: string }[];
};

export type TeamsGetInput = { id: string };
export type TeamsGetOutput = {
  id: string;
  name: string;
  parent: { id: string; name: string } | null;
  manager: { id: string; name: string } | null;
  members: { id: string; name: string }[];
  version: number;
};

export type TeamsCreateInput = {
  name: string;
  parentId?: string | null | undefined;

  /** sees the records of this team and of those below it */
  managerId?: string | null | undefined;
};
export type TeamsCreateOutput = { id: string };

export type TeamsUpdateInput = {
  name?: string | undefined;
  parentId?: string | null | undefined;

  /** sees the records of this team and of those below it */
  managerId?: string | null | undefined;
  id: string;
  version: number;
};
export type TeamsUpdateOutput = { id: string; version: number };

export type TeamsDeleteInput = { id: string; version: number };
export type TeamsDeleteOutput = { id: string };

export type TeamsSetMemberInput = {
  id: string;

  /** null for none; their records count for the new team from then on */
  teamId: string | null;
};
export type TeamsSetMemberOutput = { id: string };

export type UsersListInput = {
  q?: string | undefined;
  query?: string | undefined;

  /** conditions that all hold: field.operator.value */
  f?: string[] | undefined;

  /** conditions of which at least one holds */
  any?: string[] | undefined;
  sort?: string | undefined;
  limit?: number | undefined;
  pageSize?: number | undefined;
  after?: string | undefined;
  before?: string | undefined;
  page?: number | undefined;
  owner?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
};
export type UsersListOutput = {
  items: {
    id: string;
    name: string;
    email: string;
    status: 'active' | 'invited' | 'disabled';
    roles: { key: string; name: string }[];
    lastLoginAt: string | null;

    /** ISO 8601, UTC */
    createdAt: string;
    version: number;
  }[];
  next: string | null;
  previous: string | null;
  count: number;
  countIsCapped: boolean;
};

export type UsersGetInput = { id: string };
export type UsersGetOutput = {
  id: string;
  name: string;
  email: string;
  status: 'active' | 'invited' | 'disabled';
  roles: { key: string; name: string }[];
  lastLoginAt: string | null;

  /** ISO 8601, UTC */
  createdAt: string;
  version: number;
  isLastAdmin: boolean;
};

export type UsersUpdateInput = { id: string; version: number; name?: string | undefined };
export type UsersUpdateOutput = { id: string; version: number };

export type UsersDisableInput = { id: string };
export type UsersDisableOutput = { id: string; version: number };

export type UsersEnableInput = { id: string };
export type UsersEnableOutput = { id: string; version: number };

export type UsersEndSessionsInput = { id: string };
export type UsersEndSessionsOutput = { ended: number };

export type UsersSessionsInput = { ids: string[] };
export type UsersSessionsOutput = {
  items: {
    id: string;
    open: number;

    /** ISO 8601, UTC */
    lastUsedAt: string;
  }[];
};

export type LeadsImportInput = {
  /** CSV or TSV in any common encoding, delimiter and line ending */
  file: Blob;

  /** what becomes of a row whose record is here already */
  policy?: 'update' | 'skip' | 'create' | undefined;

  /** whose ids the external id column holds; the ids are unique together with it */
  source?: string | undefined;

  /** an object of header → field, for example {"Mail": "email"}; columns left out are ignored. Without it the columns are mapped as the rules suggest, or as they were mapped the last time. */
  mapping?: Record<string, string> | undefined;
};
export type LeadsImportOutput = { jobId: string };

export type ContactsImportInput = {
  /** CSV or TSV in any common encoding, delimiter and line ending */
  file: Blob;

  /** what becomes of a row whose record is here already */
  policy?: 'update' | 'skip' | 'create' | undefined;

  /** whose ids the external id column holds; the ids are unique together with it */
  source?: string | undefined;

  /** an object of header → field, for example {"Mail": "email"}; columns left out are ignored. Without it the columns are mapped as the rules suggest, or as they were mapped the last time. */
  mapping?: Record<string, string> | undefined;
};
export type ContactsImportOutput = { jobId: string };

export type OrganizationsImportInput = {
  /** CSV or TSV in any common encoding, delimiter and line ending */
  file: Blob;

  /** what becomes of a row whose record is here already */
  policy?: 'update' | 'skip' | 'create' | undefined;

  /** whose ids the external id column holds; the ids are unique together with it */
  source?: string | undefined;

  /** an object of header → field, for example {"Mail": "email"}; columns left out are ignored. Without it the columns are mapped as the rules suggest, or as they were mapped the last time. */
  mapping?: Record<string, string> | undefined;
};
export type OrganizationsImportOutput = { jobId: string };

export type OpportunitiesImportInput = {
  /** CSV or TSV in any common encoding, delimiter and line ending */
  file: Blob;

  /** what becomes of a row whose record is here already */
  policy?: 'update' | 'skip' | 'create' | undefined;

  /** whose ids the external id column holds; the ids are unique together with it */
  source?: string | undefined;

  /** an object of header → field, for example {"Mail": "email"}; columns left out are ignored. Without it the columns are mapped as the rules suggest, or as they were mapped the last time. */
  mapping?: Record<string, string> | undefined;
};
export type OpportunitiesImportOutput = { jobId: string };

export type LeadsAttachInput = {
  id: string;

  /** any file but a program; its kind is told by its bytes */
  file: Blob;
};
export type LeadsAttachOutput = { id: string };

export type ContactsAttachInput = {
  id: string;

  /** any file but a program; its kind is told by its bytes */
  file: Blob;
};
export type ContactsAttachOutput = { id: string };

export type OrganizationsAttachInput = {
  id: string;

  /** any file but a program; its kind is told by its bytes */
  file: Blob;
};
export type OrganizationsAttachOutput = { id: string };

export type OpportunitiesAttachInput = {
  id: string;

  /** any file but a program; its kind is told by its bytes */
  file: Blob;
};
export type OpportunitiesAttachOutput = { id: string };

export type TasksAttachInput = {
  id: string;

  /** any file but a program; its kind is told by its bytes */
  file: Blob;
};
export type TasksAttachOutput = { id: string };

export type LeadsExportInput = {
  q?: string | undefined;
  f?: string[] | undefined;
  any?: string[] | undefined;
  sort?: string | undefined;
};

export type OrganizationsExportInput = {
  q?: string | undefined;
  f?: string[] | undefined;
  any?: string[] | undefined;
  sort?: string | undefined;
};

export type ContactsExportInput = {
  q?: string | undefined;
  f?: string[] | undefined;
  any?: string[] | undefined;
  sort?: string | undefined;
};

export type ImportsErrorsInput = { id: string; outcome?: 'fail' | 'skip' | undefined };

export type LeadsDownloadInput = { id: string; fileId: string };

export type ContactsDownloadInput = { id: string; fileId: string };

export type OrganizationsDownloadInput = { id: string; fileId: string };

export type OpportunitiesDownloadInput = { id: string; fileId: string };

export type TasksDownloadInput = { id: string; fileId: string };

export interface Activities {
  /** What happened on all records, newest first */
  list: Paged<ActivitiesListInput, ActivitiesListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<ActivitiesListInput, ActivitiesListOutput>;

  /** One timeline entry */
  get: Query<ActivitiesGetInput, ActivitiesGetOutput>;

  /** Change an entry of your own */
  update: Mutation<ActivitiesUpdateInput, ActivitiesUpdateOutput>;

  /** Delete an entry */
  delete: Mutation<ActivitiesDeleteInput, ActivitiesDeleteOutput>;

  /** Take a deleted entry back */
  restore: Mutation<ActivitiesRestoreInput, ActivitiesRestoreOutput>;
}

export interface ApiKeys {
  /** API keys, the newest first: the own ones, for those who may close accounts everybody’s */
  list: Ask<ApiKeysListOutput>;

  /** Make an API key; its text is shown this once */
  create: Mutation<ApiKeysCreateInput, ApiKeysCreateOutput>;

  /** Make another key in its place; the old one works on for some hours */
  rotate: Mutation<ApiKeysRotateInput, ApiKeysRotateOutput>;

  /** End an API key at once */
  revoke: Mutation<ApiKeysRevokeInput, ApiKeysRevokeOutput>;
}

export interface Bulk {
  /** What became of what you did to many records */
  get: Query<BulkGetInput, BulkGetOutput>;

  /** Take back what you did to many records */
  undo: Mutation<BulkUndoInput, BulkUndoOutput>;
}

export interface Calendar {
  /** Whether your tasks can be read by a calendar, and when one last did */
  feed: Ask<CalendarFeedOutput>;

  /** Make an address for your calendar; it is shown this once */
  makeFeed: Do<CalendarMakeFeedOutput>;

  /** End the address at once */
  endFeed: Do<CalendarEndFeedOutput>;
}

export interface Contacts {
  /** List contacts */
  list: Paged<ContactsListInput, ContactsListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<ContactsListInput, ContactsListOutput>;
  options: Ask<ContactsOptionsOutput>;

  /** One contact */
  get: Query<ContactsGetInput, ContactsGetOutput>;

  /** Create a contact */
  create: Mutation<ContactsCreateInput, ContactsCreateOutput>;

  /** Replace the editable fields of a contact */
  replace: Mutation<ContactsReplaceInput, ContactsReplaceOutput>;

  /** Change fields of a contact */
  update: Mutation<ContactsUpdateInput, ContactsUpdateOutput>;

  /** Give a contact to another owner */
  assign: Mutation<ContactsAssignInput, ContactsAssignOutput>;

  /** Archive a contact */
  archive: Mutation<ContactsArchiveInput, ContactsArchiveOutput>;

  /** Take a contact out of the archive or the trash */
  restore: Mutation<ContactsRestoreInput, ContactsRestoreOutput>;

  /** Move a contact to the trash for 30 days */
  delete: Mutation<ContactsDeleteInput, ContactsDeleteOutput>;

  /** The timeline of a contact */
  activities: Paged<ContactsActivitiesInput, ContactsActivitiesOutput>;

  /** Add a note to a contact */
  addNote: Mutation<ContactsAddNoteInput, ContactsAddNoteOutput>;

  /** Log a call, an e-mail or a meeting with a contact */
  logActivity: Mutation<ContactsLogActivityInput, ContactsLogActivityOutput>;

  /** The contacts in front of and behind one, in a list */
  neighbours: Query<ContactsNeighboursInput, ContactsNeighboursOutput>;

  /** Do one thing to up to 200 contacts */
  bulk: Mutation<ContactsBulkInput, ContactsBulkOutput>;

  /** Do one thing to all contacts of a list */
  bulkAll: Mutation<ContactsBulkAllInput, ContactsBulkAllOutput>;

  /** Give a contact exactly these tags */
  setTags: Mutation<ContactsSetTagsInput, ContactsSetTagsOutput>;

  /** Put one more tag on a contact */
  addTag: Mutation<ContactsAddTagInput, ContactsAddTagOutput>;

  /** Take a tag off a contact */
  removeTag: Mutation<ContactsRemoveTagInput, ContactsRemoveTagOutput>;

  /** The files of a contact, newest first */
  files: Query<ContactsFilesInput, ContactsFilesOutput>;

  /** Delete a file of a contact for good */
  deleteFile: Mutation<ContactsDeleteFileInput, ContactsDeleteFileOutput>;

  /** Import contacts from a file */
  import: Mutation<ContactsImportInput, ContactsImportOutput>;

  /** Attach a file to a contact */
  attach: Mutation<ContactsAttachInput, ContactsAttachOutput>;

  /** The contacts of a list, as a CSV file */
  export: Fetched<ContactsExportInput>;

  /** A file of a contact */
  download: Fetched<ContactsDownloadInput>;
}

export interface CustomFields {
  /** List custom fields, those put away last */
  list: Query<CustomFieldsListInput, CustomFieldsListOutput>;

  /** One custom field */
  get: Query<CustomFieldsGetInput, CustomFieldsGetOutput>;

  /** Add a field to a noun */
  create: Mutation<CustomFieldsCreateInput, CustomFieldsCreateOutput>;

  /** Replace what a custom field is */
  replace: Mutation<CustomFieldsReplaceInput, CustomFieldsReplaceOutput>;

  /** Change a custom field, move it, put it away or take it back */
  update: Mutation<CustomFieldsUpdateInput, CustomFieldsUpdateOutput>;
}

export interface Dashboard {
  options: Ask<DashboardOptionsOutput>;

  /** Your newest leads */
  myLeads: Ask<DashboardMyLeadsOutput>;

  /** Your tasks due today or earlier */
  tasksDue: Ask<DashboardTasksDueOutput>;

  /** Open, weighted, won against the period before, win rate */
  figures: Query<DashboardFiguresInput, DashboardFiguresOutput>;

  /** Open opportunities by stage, and those closed in the period */
  pipeline: Query<DashboardPipelineInput, DashboardPipelineOutput>;

  /** How far the opportunities made in the period have come */
  funnel: Query<DashboardFunnelInput, DashboardFunnelOutput>;

  /** By month: won, and what open ones are worth by their probabilities */
  forecast: Query<DashboardForecastInput, DashboardForecastOutput>;

  /** What people did, by weekday and hour */
  activity: Query<DashboardActivityInput, DashboardActivityOutput>;

  /** What happened last */
  recent: Query<DashboardRecentInput, DashboardRecentOutput>;
}

export interface Duplicates {
  /** Records that may be the same as one that is being written */
  find: Query<DuplicatesFindInput, DuplicatesFindOutput>;
}

export interface Imports {
  /** The newest imports */
  list: Ask<ImportsListOutput>;

  /** One import */
  get: Query<ImportsGetInput, ImportsGetOutput>;

  /** Rows of one outcome, with the reasons */
  rows: Paged<ImportsRowsInput, ImportsRowsOutput>;

  /** Read the file in another way */
  configure: Mutation<ImportsConfigureInput, ImportsConfigureOutput>;

  /** Say what the columns fill and how duplicates are met */
  map: Mutation<ImportsMapInput, ImportsMapOutput>;

  /** Check every row */
  preview: Mutation<ImportsPreviewInput, ImportsPreviewOutput>;

  /** Bring the rows in */
  run: Mutation<ImportsRunInput, ImportsRunOutput>;

  /** Stop a check or a run */
  cancel: Mutation<ImportsCancelInput, ImportsCancelOutput>;

  /** The rows that failed, as a CSV file */
  errors: Fetched<ImportsErrorsInput>;
}

export interface Invites {
  /** Invite somebody by e-mail, or again */
  create: Mutation<InvitesCreateInput, InvitesCreateOutput>;

  /** Invite several people by e-mail */
  createMany: Mutation<InvitesCreateManyInput, InvitesCreateManyOutput>;

  /** Send an invitation again, by a new link */
  resend: Mutation<InvitesResendInput, InvitesResendOutput>;

  /** Invitations nobody has accepted yet */
  list: Ask<InvitesListOutput>;

  /** Take an invitation back */
  withdraw: Mutation<InvitesWithdrawInput, InvitesWithdrawOutput>;
}

export interface Jobs {
  /** The newest jobs you started */
  list: Ask<JobsListOutput>;

  /** Progress of a job */
  get: Query<JobsGetInput, JobsGetOutput>;

  /** Progress of a job, each time it changes, to its end */
  follow: Follow<JobsGetInput, JobsGetOutput>;
}

export interface Leads {
  /** List leads */
  list: Paged<LeadsListInput, LeadsListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<LeadsListInput, LeadsListOutput>;
  options: Ask<LeadsOptionsOutput>;

  /** One lead */
  get: Query<LeadsGetInput, LeadsGetOutput>;

  /** Create a lead */
  create: Mutation<LeadsCreateInput, LeadsCreateOutput>;

  /** Replace the editable fields of a lead */
  replace: Mutation<LeadsReplaceInput, LeadsReplaceOutput>;

  /** Change fields of a lead */
  update: Mutation<LeadsUpdateInput, LeadsUpdateOutput>;

  /** Give a lead to another owner */
  assign: Mutation<LeadsAssignInput, LeadsAssignOutput>;

  /** Archive a lead */
  archive: Mutation<LeadsArchiveInput, LeadsArchiveOutput>;

  /** Take a lead out of the archive or the trash */
  restore: Mutation<LeadsRestoreInput, LeadsRestoreOutput>;

  /** Move a lead to the trash for 30 days */
  delete: Mutation<LeadsDeleteInput, LeadsDeleteOutput>;

  /** What a lead would become, and what may be the same already */
  conversion: Query<LeadsConversionInput, LeadsConversionOutput>;

  /** Make a contact, their organization and an opportunity of a lead */
  convert: Mutation<LeadsConvertInput, LeadsConvertOutput>;

  /** Take the conversion of a lead back */
  revertConversion: Mutation<LeadsRevertConversionInput, LeadsRevertConversionOutput>;

  /** The timeline of a lead */
  activities: Paged<LeadsActivitiesInput, LeadsActivitiesOutput>;

  /** Add a note to a lead */
  addNote: Mutation<LeadsAddNoteInput, LeadsAddNoteOutput>;

  /** Log a call, an e-mail or a meeting with a lead */
  logActivity: Mutation<LeadsLogActivityInput, LeadsLogActivityOutput>;

  /** The leads in front of and behind one, in a list */
  neighbours: Query<LeadsNeighboursInput, LeadsNeighboursOutput>;

  /** Do one thing to up to 200 leads */
  bulk: Mutation<LeadsBulkInput, LeadsBulkOutput>;

  /** Do one thing to all leads of a list */
  bulkAll: Mutation<LeadsBulkAllInput, LeadsBulkAllOutput>;

  /** Give a lead exactly these tags */
  setTags: Mutation<LeadsSetTagsInput, LeadsSetTagsOutput>;

  /** Put one more tag on a lead */
  addTag: Mutation<LeadsAddTagInput, LeadsAddTagOutput>;

  /** Take a tag off a lead */
  removeTag: Mutation<LeadsRemoveTagInput, LeadsRemoveTagOutput>;

  /** The files of a lead, newest first */
  files: Query<LeadsFilesInput, LeadsFilesOutput>;

  /** Delete a file of a lead for good */
  deleteFile: Mutation<LeadsDeleteFileInput, LeadsDeleteFileOutput>;

  /** Import leads from a file */
  import: Mutation<LeadsImportInput, LeadsImportOutput>;

  /** Attach a file to a lead */
  attach: Mutation<LeadsAttachInput, LeadsAttachOutput>;

  /** The leads of a list, as a CSV file */
  export: Fetched<LeadsExportInput>;

  /** A file of a lead */
  download: Fetched<LeadsDownloadInput>;
}

export interface Live {
  /** Of which records you would hear that they changed */
  get: Ask<LiveGetOutput>;

  /** Of which records you would hear that they changed, each time it changes, to its end */
  follow: Follow<Record<string, never>, LiveGetOutput>;
}

export interface Notifications {
  /** What you were told, newest first */
  list: Paged<NotificationsListInput, NotificationsListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<NotificationsListInput, NotificationsListOutput>;

  /** How much of it is unread */
  unread: Ask<NotificationsUnreadOutput>;

  /** What of it comes by mail as well */
  settings: Ask<NotificationsSettingsOutput>;

  /** Have reminders by mail, or in the inbox alone */
  saveSettings: Mutation<NotificationsSaveSettingsInput, NotificationsSaveSettingsOutput>;

  /** Mark as read, or as unread */
  setRead: Mutation<NotificationsSetReadInput, NotificationsSetReadOutput>;

  /** Put away, or take back */
  setArchived: Mutation<NotificationsSetArchivedInput, NotificationsSetArchivedOutput>;

  /** Put all away */
  archiveAll: Mutation<NotificationsArchiveAllInput, NotificationsArchiveAllOutput>;

  /** Take back what was put away together */
  restoreAll: Mutation<NotificationsRestoreAllInput, NotificationsRestoreAllOutput>;
}

export interface Opportunities {
  /** List opportunities */
  list: Paged<OpportunitiesListInput, OpportunitiesListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<OpportunitiesListInput, OpportunitiesListOutput>;
  options: Ask<OpportunitiesOptionsOutput>;

  /** One opportunity */
  get: Query<OpportunitiesGetInput, OpportunitiesGetOutput>;

  /** A pipeline as columns with counts, sums and cards */
  board: Query<OpportunitiesBoardInput, OpportunitiesBoardOutput>;

  /** What is open in a pipeline, by the month it is expected to close */
  months: Query<OpportunitiesMonthsInput, OpportunitiesMonthsOutput>;

  /** Create an opportunity */
  create: Mutation<OpportunitiesCreateInput, OpportunitiesCreateOutput>;

  /** Replace the editable fields of an opportunity */
  replace: Mutation<OpportunitiesReplaceInput, OpportunitiesReplaceOutput>;

  /** Change fields of an opportunity */
  update: Mutation<OpportunitiesUpdateInput, OpportunitiesUpdateOutput>;

  /** Move an opportunity to another stage; a lost one needs its reason */
  move: Mutation<OpportunitiesMoveInput, OpportunitiesMoveOutput>;

  /** Give an opportunity to another owner */
  assign: Mutation<OpportunitiesAssignInput, OpportunitiesAssignOutput>;

  /** Archive an opportunity */
  archive: Mutation<OpportunitiesArchiveInput, OpportunitiesArchiveOutput>;

  /** Take an opportunity out of the archive or the trash */
  restore: Mutation<OpportunitiesRestoreInput, OpportunitiesRestoreOutput>;

  /** Move an opportunity to the trash for 30 days */
  delete: Mutation<OpportunitiesDeleteInput, OpportunitiesDeleteOutput>;

  /** The timeline of an opportunity */
  activities: Paged<OpportunitiesActivitiesInput, OpportunitiesActivitiesOutput>;

  /** Add a note to an opportunity */
  addNote: Mutation<OpportunitiesAddNoteInput, OpportunitiesAddNoteOutput>;

  /** Log a call, an e-mail or a meeting with an opportunity */
  logActivity: Mutation<OpportunitiesLogActivityInput, OpportunitiesLogActivityOutput>;

  /** The opportunities in front of and behind one, in a list */
  neighbours: Query<OpportunitiesNeighboursInput, OpportunitiesNeighboursOutput>;

  /** Do one thing to up to 200 opportunities */
  bulk: Mutation<OpportunitiesBulkInput, OpportunitiesBulkOutput>;

  /** Do one thing to all opportunities of a list */
  bulkAll: Mutation<OpportunitiesBulkAllInput, OpportunitiesBulkAllOutput>;

  /** Give an opportunity exactly these tags */
  setTags: Mutation<OpportunitiesSetTagsInput, OpportunitiesSetTagsOutput>;

  /** Put one more tag on an opportunity */
  addTag: Mutation<OpportunitiesAddTagInput, OpportunitiesAddTagOutput>;

  /** Take a tag off an opportunity */
  removeTag: Mutation<OpportunitiesRemoveTagInput, OpportunitiesRemoveTagOutput>;

  /** The files of an opportunity, newest first */
  files: Query<OpportunitiesFilesInput, OpportunitiesFilesOutput>;

  /** Delete a file of an opportunity for good */
  deleteFile: Mutation<OpportunitiesDeleteFileInput, OpportunitiesDeleteFileOutput>;

  /** Import opportunities from a file */
  import: Mutation<OpportunitiesImportInput, OpportunitiesImportOutput>;

  /** Attach a file to an opportunity */
  attach: Mutation<OpportunitiesAttachInput, OpportunitiesAttachOutput>;

  /** A file of an opportunity */
  download: Fetched<OpportunitiesDownloadInput>;
}

export interface Organizations {
  /** List organizations */
  list: Paged<OrganizationsListInput, OrganizationsListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<OrganizationsListInput, OrganizationsListOutput>;
  options: Ask<OrganizationsOptionsOutput>;

  /** One organization */
  get: Query<OrganizationsGetInput, OrganizationsGetOutput>;

  /** Create an organization */
  create: Mutation<OrganizationsCreateInput, OrganizationsCreateOutput>;

  /** Replace the editable fields of an organization */
  replace: Mutation<OrganizationsReplaceInput, OrganizationsReplaceOutput>;

  /** Change fields of an organization */
  update: Mutation<OrganizationsUpdateInput, OrganizationsUpdateOutput>;

  /** Give an organization to another owner */
  assign: Mutation<OrganizationsAssignInput, OrganizationsAssignOutput>;

  /** Archive an organization */
  archive: Mutation<OrganizationsArchiveInput, OrganizationsArchiveOutput>;

  /** Take an organization out of the archive or the trash */
  restore: Mutation<OrganizationsRestoreInput, OrganizationsRestoreOutput>;

  /** Move an organization to the trash for 30 days */
  delete: Mutation<OrganizationsDeleteInput, OrganizationsDeleteOutput>;

  /** The timeline of an organization */
  activities: Paged<OrganizationsActivitiesInput, OrganizationsActivitiesOutput>;

  /** Add a note to an organization */
  addNote: Mutation<OrganizationsAddNoteInput, OrganizationsAddNoteOutput>;

  /** Log a call, an e-mail or a meeting with an organization */
  logActivity: Mutation<OrganizationsLogActivityInput, OrganizationsLogActivityOutput>;

  /** The organizations in front of and behind one, in a list */
  neighbours: Query<OrganizationsNeighboursInput, OrganizationsNeighboursOutput>;

  /** Do one thing to up to 200 organizations */
  bulk: Mutation<OrganizationsBulkInput, OrganizationsBulkOutput>;

  /** Do one thing to all organizations of a list */
  bulkAll: Mutation<OrganizationsBulkAllInput, OrganizationsBulkAllOutput>;

  /** Give an organization exactly these tags */
  setTags: Mutation<OrganizationsSetTagsInput, OrganizationsSetTagsOutput>;

  /** Put one more tag on an organization */
  addTag: Mutation<OrganizationsAddTagInput, OrganizationsAddTagOutput>;

  /** Take a tag off an organization */
  removeTag: Mutation<OrganizationsRemoveTagInput, OrganizationsRemoveTagOutput>;

  /** The files of an organization, newest first */
  files: Query<OrganizationsFilesInput, OrganizationsFilesOutput>;

  /** Delete a file of an organization for good */
  deleteFile: Mutation<OrganizationsDeleteFileInput, OrganizationsDeleteFileOutput>;

  /** Import organizations from a file */
  import: Mutation<OrganizationsImportInput, OrganizationsImportOutput>;

  /** Attach a file to an organization */
  attach: Mutation<OrganizationsAttachInput, OrganizationsAttachOutput>;

  /** The organizations of a list, as a CSV file */
  export: Fetched<OrganizationsExportInput>;

  /** A file of an organization */
  download: Fetched<OrganizationsDownloadInput>;
}

export interface Pipelines {
  /** List pipelines with their stages */
  list: Query<PipelinesListInput, PipelinesListOutput>;

  /** One pipeline */
  get: Query<PipelinesGetInput, PipelinesGetOutput>;

  /** Create a pipeline */
  create: Mutation<PipelinesCreateInput, PipelinesCreateOutput>;

  /** Rename a pipeline, make it the default, put it away */
  update: Mutation<PipelinesUpdateInput, PipelinesUpdateOutput>;

  /** Put a pipeline away */
  archive: Mutation<PipelinesArchiveInput, PipelinesArchiveOutput>;

  /** Replace the stages of a pipeline; one that is left out is deleted and its records move */
  saveStages: Mutation<PipelinesSaveStagesInput, PipelinesSaveStagesOutput>;

  /** What saving these stages would change; nothing is written */
  previewStages: Mutation<PipelinesPreviewStagesInput, PipelinesPreviewStagesOutput>;
}

export interface Roles {
  /** List roles and what they allow */
  list: Ask<RolesListOutput>;

  /** One role */
  get: Query<RolesGetInput, RolesGetOutput>;

  /** Add a role, from nothing or as a copy */
  create: Mutation<RolesCreateInput, RolesCreateOutput>;

  /** Replace what a role allows and shows */
  replace: Mutation<RolesReplaceInput, RolesReplaceOutput>;

  /** Change parts of a role */
  update: Mutation<RolesUpdateInput, RolesUpdateOutput>;

  /** Which fields a role has hidden, read-only or editable */
  fields: Query<RolesFieldsInput, RolesFieldsOutput>;

  /** Say which fields a role has hidden or read-only; the others are editable */
  setFields: Mutation<RolesSetFieldsInput, RolesSetFieldsOutput>;
  preview: Query<RolesPreviewInput, RolesPreviewOutput>;

  /** Delete a role that nobody holds */
  delete: Mutation<RolesDeleteInput, RolesDeleteOutput>;
  people: Ask<RolesPeopleOutput>;

  /** Give somebody this role, or these, and no others */
  assign: Mutation<RolesAssignInput, RolesAssignOutput>;

  /** What somebody can see and do, and which role says so */
  access: Query<RolesAccessInput, RolesAccessOutput>;
}

export interface Search {
  /** Find records of all nouns by words */
  find: Query<SearchFindInput, SearchFindOutput>;
}

export interface Tags {
  /** All tags, by name */
  list: Ask<TagsListOutput>;

  /** Make a tag */
  create: Mutation<TagsCreateInput, TagsCreateOutput>;

  /** Rename a tag on all records */
  update: Mutation<TagsUpdateInput, TagsUpdateOutput>;

  /** Delete a tag; it leaves all records */
  delete: Mutation<TagsDeleteInput, TagsDeleteOutput>;

  /** Take a deleted tag back, on all records that had it */
  restore: Mutation<TagsRestoreInput, TagsRestoreOutput>;
}

export interface Tasks {
  /** List tasks, with the counts of their groups */
  list: Paged<TasksListInput, TasksListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<TasksListInput, TasksListOutput>;
  options: Ask<TasksOptionsOutput>;

  /** One task */
  get: Query<TasksGetInput, TasksGetOutput>;

  /** The tasks of a lead */
  ofLead: Query<TasksOfLeadInput, TasksOfLeadOutput>;

  /** The tasks of a contact */
  ofContact: Query<TasksOfContactInput, TasksOfContactOutput>;

  /** The tasks of an organization */
  ofOrganization: Query<TasksOfOrganizationInput, TasksOfOrganizationOutput>;

  /** The tasks of an opportunity */
  ofOpportunity: Query<TasksOfOpportunityInput, TasksOfOpportunityOutput>;

  /** What a typed task means: "call Ada fri 3pm !high" */
  typed: Query<TasksTypedInput, TasksTypedOutput>;

  /** Create a task */
  create: Mutation<TasksCreateInput, TasksCreateOutput>;

  /** Change fields of a task */
  update: Mutation<TasksUpdateInput, TasksUpdateOutput>;

  /** Give a task to somebody else */
  assign: Mutation<TasksAssignInput, TasksAssignOutput>;

  /** Tick a task off, or open it again */
  setDone: Mutation<TasksSetDoneInput, TasksSetDoneOutput>;

  /** Put a task off */
  snooze: Mutation<TasksSnoozeInput, TasksSnoozeOutput>;

  /** Move a task to the trash for 30 days */
  delete: Mutation<TasksDeleteInput, TasksDeleteOutput>;

  /** Take a task out of the trash */
  restore: Mutation<TasksRestoreInput, TasksRestoreOutput>;

  /** Do one thing to up to 200 tasks */
  bulk: Mutation<TasksBulkInput, TasksBulkOutput>;

  /** Do one thing to all tasks of a list */
  bulkAll: Mutation<TasksBulkAllInput, TasksBulkAllOutput>;

  /** The files of a task, newest first */
  files: Query<TasksFilesInput, TasksFilesOutput>;

  /** Delete a file of a task for good */
  deleteFile: Mutation<TasksDeleteFileInput, TasksDeleteFileOutput>;

  /** Attach a file to a task */
  attach: Mutation<TasksAttachInput, TasksAttachOutput>;

  /** A file of a task */
  download: Fetched<TasksDownloadInput>;
}

export interface Teams {
  /** List teams with their people */
  list: Ask<TeamsListOutput>;

  /** One team */
  get: Query<TeamsGetInput, TeamsGetOutput>;

  /** Add a team */
  create: Mutation<TeamsCreateInput, TeamsCreateOutput>;

  /** Rename a team, move it, or give it a manager */
  update: Mutation<TeamsUpdateInput, TeamsUpdateOutput>;

  /** Dissolve a team: its people are in none, their records stay theirs */
  delete: Mutation<TeamsDeleteInput, TeamsDeleteOutput>;

  /** Put somebody into a team, or into none */
  setMember: Mutation<TeamsSetMemberInput, TeamsSetMemberOutput>;
}

export interface Trash {
  /** Deleted records of a noun, for 30 days */
  list: Paged<TrashListInput, TrashListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<TrashListInput, TrashListOutput>;
}

export interface Users {
  /** List people */
  list: Paged<UsersListInput, UsersListOutput>;
  /** Walks all pages, record by record. */
  iterate: Iterate<UsersListInput, UsersListOutput>;

  /** One person */
  get: Query<UsersGetInput, UsersGetOutput>;

  /** Change the name of a person */
  update: Mutation<UsersUpdateInput, UsersUpdateOutput>;

  /** Let somebody in no more */
  disable: Mutation<UsersDisableInput, UsersDisableOutput>;

  /** Let somebody in again */
  enable: Mutation<UsersEnableInput, UsersEnableOutput>;

  /** Sign somebody out of this tenant everywhere */
  endSessions: Mutation<UsersEndSessionsInput, UsersEndSessionsOutput>;
  sessions: Query<UsersSessionsInput, UsersSessionsOutput>;
}

export interface Views {
  /** Saved views of a noun: one’s own and shared ones */
  list: Query<ViewsListInput, ViewsListOutput>;

  /** One saved view */
  get: Query<ViewsGetInput, ViewsGetOutput>;

  /** Keep a list as a view */
  create: Mutation<ViewsCreateInput, ViewsCreateOutput>;

  /** Change a saved view */
  update: Mutation<ViewsUpdateInput, ViewsUpdateOutput>;

  /** Delete a saved view */
  delete: Mutation<ViewsDeleteInput, ViewsDeleteOutput>;

  /** The view one begins a list with */
  setDefault: Mutation<ViewsSetDefaultInput, ViewsSetDefaultOutput>;
}

/** Everything an API key can ask for, by noun. */
export interface Api {
  /** Who is asking, where, and what they may do */
  me: Ask<MeOutput>;
  activities: Activities;
  apiKeys: ApiKeys;
  bulk: Bulk;
  calendar: Calendar;
  contacts: Contacts;
  customFields: CustomFields;
  dashboard: Dashboard;
  duplicates: Duplicates;
  imports: Imports;
  invites: Invites;
  jobs: Jobs;
  leads: Leads;
  live: Live;
  notifications: Notifications;
  opportunities: Opportunities;
  organizations: Organizations;
  pipelines: Pipelines;
  roles: Roles;
  search: Search;
  tags: Tags;
  tasks: Tasks;
  teams: Teams;
  trash: Trash;
  users: Users;
  views: Views;
}

/** How each call travels: reads, pages, writes; "bare" ones send nothing, "empty" ones {}, a "form" a file; what is streamed back. */
export const SURFACE = {
  '': { me: 'empty query' },
  activities: { list: 'paged', get: 'query', update: 'mutation', delete: 'mutation', restore: 'mutation' },
  apiKeys: { list: 'empty query', create: 'mutation', rotate: 'mutation', revoke: 'mutation' },
  bulk: { get: 'query', undo: 'mutation' },
  calendar: { feed: 'bare query', makeFeed: 'empty mutation', endFeed: 'empty mutation' },
  contacts: {
    list: 'paged',
    options: 'bare query',
    get: 'query',
    create: 'mutation',
    replace: 'mutation',
    update: 'mutation',
    assign: 'mutation',
    archive: 'mutation',
    restore: 'mutation',
    delete: 'mutation',
    activities: 'paged',
    addNote: 'mutation',
    logActivity: 'mutation',
    neighbours: 'query',
    bulk: 'mutation',
    bulkAll: 'mutation',
    setTags: 'mutation',
    addTag: 'mutation',
    removeTag: 'mutation',
    files: 'query',
    deleteFile: 'mutation',
    import: 'form /contacts/import',
    attach: 'form /contacts/{id}/files',
    export: 'download /contacts.csv',
    download: 'download /contacts/{id}/files/{fileId}',
  },
  customFields: { list: 'query', get: 'query', create: 'mutation', replace: 'mutation', update: 'mutation' },
  dashboard: {
    options: 'bare query',
    myLeads: 'empty query',
    tasksDue: 'empty query',
    figures: 'query',
    pipeline: 'query',
    funnel: 'query',
    forecast: 'query',
    activity: 'query',
    recent: 'query',
  },
  duplicates: { find: 'query' },
  imports: {
    list: 'empty query',
    get: 'query',
    rows: 'paged',
    configure: 'mutation',
    map: 'mutation',
    preview: 'mutation',
    run: 'mutation',
    cancel: 'mutation',
    errors: 'download /imports/{id}/errors.csv',
  },
  invites: {
    create: 'mutation',
    createMany: 'mutation',
    resend: 'mutation',
    list: 'empty query',
    withdraw: 'mutation',
  },
  jobs: { list: 'empty query', get: 'query', follow: 'events /jobs/{id}' },
  leads: {
    list: 'paged',
    options: 'bare query',
    get: 'query',
    create: 'mutation',
    replace: 'mutation',
    update: 'mutation',
    assign: 'mutation',
    archive: 'mutation',
    restore: 'mutation',
    delete: 'mutation',
    conversion: 'query',
    convert: 'mutation',
    revertConversion: 'mutation',
    activities: 'paged',
    addNote: 'mutation',
    logActivity: 'mutation',
    neighbours: 'query',
    bulk: 'mutation',
    bulkAll: 'mutation',
    setTags: 'mutation',
    addTag: 'mutation',
    removeTag: 'mutation',
    files: 'query',
    deleteFile: 'mutation',
    import: 'form /leads/import',
    attach: 'form /leads/{id}/files',
    export: 'download /leads.csv',
    download: 'download /leads/{id}/files/{fileId}',
  },
  live: { get: 'empty query', follow: 'events /live' },
  notifications: {
    list: 'paged',
    unread: 'bare query',
    settings: 'bare query',
    saveSettings: 'mutation',
    setRead: 'mutation',
    setArchived: 'mutation',
    archiveAll: 'mutation',
    restoreAll: 'mutation',
  },
  opportunities: {
    list: 'paged',
    options: 'bare query',
    get: 'query',
    board: 'query',
    months: 'query',
    create: 'mutation',
    replace: 'mutation',
    update: 'mutation',
    move: 'mutation',
    assign: 'mutation',
    archive: 'mutation',
    restore: 'mutation',
    delete: 'mutation',
    activities: 'paged',
    addNote: 'mutation',
    logActivity: 'mutation',
    neighbours: 'query',
    bulk: 'mutation',
    bulkAll: 'mutation',
    setTags: 'mutation',
    addTag: 'mutation',
    removeTag: 'mutation',
    files: 'query',
    deleteFile: 'mutation',
    import: 'form /opportunities/import',
    attach: 'form /opportunities/{id}/files',
    download: 'download /opportunities/{id}/files/{fileId}',
  },
  organizations: {
    list: 'paged',
    options: 'bare query',
    get: 'query',
    create: 'mutation',
    replace: 'mutation',
    update: 'mutation',
    assign: 'mutation',
    archive: 'mutation',
    restore: 'mutation',
    delete: 'mutation',
    activities: 'paged',
    addNote: 'mutation',
    logActivity: 'mutation',
    neighbours: 'query',
    bulk: 'mutation',
    bulkAll: 'mutation',
    setTags: 'mutation',
    addTag: 'mutation',
    removeTag: 'mutation',
    files: 'query',
    deleteFile: 'mutation',
    import: 'form /organizations/import',
    attach: 'form /organizations/{id}/files',
    export: 'download /organizations.csv',
    download: 'download /organizations/{id}/files/{fileId}',
  },
  pipelines: {
    list: 'query',
    get: 'query',
    create: 'mutation',
    update: 'mutation',
    archive: 'mutation',
    saveStages: 'mutation',
    previewStages: 'mutation',
  },
  roles: {
    list: 'empty query',
    get: 'query',
    create: 'mutation',
    replace: 'mutation',
    update: 'mutation',
    fields: 'query',
    setFields: 'mutation',
    preview: 'query',
    delete: 'mutation',
    people: 'bare query',
    assign: 'mutation',
    access: 'query',
  },
  search: { find: 'query' },
  tags: {
    list: 'empty query',
    create: 'mutation',
    update: 'mutation',
    delete: 'mutation',
    restore: 'mutation',
  },
  tasks: {
    list: 'paged',
    options: 'bare query',
    get: 'query',
    ofLead: 'query',
    ofContact: 'query',
    ofOrganization: 'query',
    ofOpportunity: 'query',
    typed: 'query',
    create: 'mutation',
    update: 'mutation',
    assign: 'mutation',
    setDone: 'mutation',
    snooze: 'mutation',
    delete: 'mutation',
    restore: 'mutation',
    bulk: 'mutation',
    bulkAll: 'mutation',
    files: 'query',
    deleteFile: 'mutation',
    attach: 'form /tasks/{id}/files',
    download: 'download /tasks/{id}/files/{fileId}',
  },
  teams: {
    list: 'empty query',
    get: 'query',
    create: 'mutation',
    update: 'mutation',
    delete: 'mutation',
    setMember: 'mutation',
  },
  trash: { list: 'paged' },
  users: {
    list: 'paged',
    get: 'query',
    update: 'mutation',
    disable: 'mutation',
    enable: 'mutation',
    endSessions: 'mutation',
    sessions: 'query',
  },
  views: {
    list: 'query',
    get: 'query',
    create: 'mutation',
    update: 'mutation',
    delete: 'mutation',
    setDefault: 'mutation',
  },
} as const;

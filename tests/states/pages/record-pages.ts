// Lists, records and their forms: the same for every noun.
import type { Thing } from '../world.ts';
import type { PageStates } from './page-states.ts';

const list = (noun: string, many: string): PageStates => ({
  file: `${many}.tsx`,
  at: `/${many}`,
  empty: `No ${many} yet`,
  filtered: ['?q=nowhere', `No ${many} match`],
  broken: `crm.${many}_seen`,
  denied: `${noun}:read`,
  readOnly: true,
});

const record = (noun: Thing, many: string): PageStates => ({
  file: `${many}.$id.tsx`,
  at: `/${many}/:${noun}`,
  empty: 'Nothing has happened yet',
  broken: `crm.${many}_seen`,
  denied: `${noun}:read`,
  missing: true,
  readOnly: true,
  refused: { sent: { intent: 'note', body: '' }, said: 'Enter' },
});

type Form = Pick<PageStates, 'refused' | 'conflict' | 'broken'>;

const create = (noun: Thing, many: string, form: Form): PageStates => ({
  file: `${many}.new.tsx`,
  at: `/${many}/new`,
  denied: `${noun}:create`,
  readOnly: `${noun}:create`,
  ...form,
});

const edit = (noun: Thing, many: string, form: Form): PageStates => ({
  file: `${many}.$id.edit.tsx`,
  at: `/${many}/:${noun}/edit`,
  broken: `crm.${many}_seen`,
  denied: `${noun}:update`,
  missing: true,
  readOnly: `${noun}:update`,
  ...form,
});

const noName = (field: string, said: string, kept: string) => ({
  sent: { [field]: '', description: kept },
  kept,
  said,
});

export const recordPages: readonly PageStates[] = [
  list('lead', 'leads'),
  create('lead', 'leads', { broken: 'crm.users', refused: noName('name', 'Enter name', 'Half a lead') }),
  {
    ...record('lead', 'leads'),
    empty: undefined,
    filtered: ['?type=call', 'Nothing of this kind'],
  },
  edit('lead', 'leads', {
    refused: { sent: { version: '1', name: '', company: 'Kept Ltd' }, kept: 'Kept Ltd', said: 'Enter name' },
    conflict: { field: 'company', rest: { name: 'Ada Lead' } },
  }),
  {
    file: 'leads.$id.convert.tsx',
    at: '/leads/:lead/convert',
    broken: 'crm.leads_seen',
    denied: 'lead:convert',
    missing: true,
    readOnly: 'lead:convert',
    refused: { sent: { version: '1' }, said: 'Choose one of these' },
  },
  list('organization', 'organizations'),
  create('organization', 'organizations', {
    broken: 'crm.users',
    refused: noName('name', 'Enter name', 'Half a company'),
  }),
  record('organization', 'organizations'),
  edit('organization', 'organizations', {
    refused: {
      sent: { version: '1', name: '', industry: 'Kept trade' },
      kept: 'Kept trade',
      said: 'Enter name',
    },
    conflict: { field: 'industry', rest: { name: 'Acme Works' } },
  }),
  list('contact', 'contacts'),
  create('contact', 'contacts', {
    broken: 'crm.organizations',
    refused: noName('firstName', 'Enter a first or a last name', 'Half a person'),
  }),
  record('contact', 'contacts'),
  edit('contact', 'contacts', {
    refused: {
      sent: { version: '1', firstName: '', title: 'Kept title' },
      kept: 'Kept title',
      said: 'Enter a first or a last name',
    },
    conflict: { field: 'title', rest: { firstName: 'Ada' } },
  }),
  list('opportunity', 'opportunities'),
  create('opportunity', 'opportunities', {
    broken: 'crm.organizations',
    refused: { sent: { title: '', amount: '77' }, kept: '77', said: 'Enter title' },
  }),
  record('opportunity', 'opportunities'),
  edit('opportunity', 'opportunities', {
    refused: { sent: { version: '1', title: '', amount: '77' }, kept: '77', said: 'Enter title' },
    conflict: { field: 'title', rest: {} },
  }),
];

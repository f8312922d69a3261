// Operations whose bodies are streams stand beside the router; this is their part of the document.
import { importNouns, type ImportNoun } from '../../app/contracts/import-fields.ts';
import { duplicatePolicies } from '../../app/contracts/imports.ts';
import { paths, type RecordNoun } from '../../app/paths.ts';
import { kindOf } from '../features/imports/kinds/kinds.ts';
import { recordTables } from '../records/tables.ts';
import type { ErrorCode } from '../errors.ts';
import type { ApiOperation } from './openapi.ts';

export const LOCATION = { required: true, schema: { type: 'string' }, description: 'where to find it' };

const RETRY_AFTER = { required: true, schema: { type: 'integer' }, description: 'seconds to wait' };
const WAITS: readonly ErrorCode[] = ['Locked', 'TooManyRequests', 'Unavailable'];

/** A refusal in the envelope; where it pays to come back, it says when. */
export const refusal = (code: ErrorCode, description: string) => ({
  description,
  ...(WAITS.includes(code) && { headers: { 'Retry-After': RETRY_AFTER } }),
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});

const uuid = { type: 'string', format: 'uuid' };

const importForm = {
  type: 'object',
  required: ['file'],
  additionalProperties: false,
  properties: {
    file: {
      type: 'string',
      contentMediaType: 'application/octet-stream',
      description: 'CSV or TSV in any common encoding, delimiter and line ending',
    },
    policy: {
      type: 'string',
      enum: [...duplicatePolicies],
      default: 'update',
      description: 'what becomes of a row whose record is here already',
    },
    source: {
      type: 'string',
      maxLength: 100,
      description: 'whose ids the external id column holds; the ids are unique together with it',
    },
    mapping: {
      type: 'string',
      contentMediaType: 'application/json',
      description:
        'an object of header → field, for example {"Mail": "email"}; columns left out are ignored. Without it the ' +
        'columns are mapped as the rules suggest, or as they were mapped the last time.',
    },
  },
};

const started = {
  'application/json': {
    schema: {
      type: 'object',
      properties: { jobId: uuid },
      required: ['jobId'],
      additionalProperties: false,
    },
  },
};

export const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'makes it safe to send the call again',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const importOf = (noun: ImportNoun): ApiOperation => ({
  operationId: `${kindOf(noun).many}.import`,
  summary: `Import ${kindOf(noun).many} from a file`,
  parameters: [IDEMPOTENCY_KEY],
  tags: ['imports'],
  security: [{ bearer: [] }],
  requestBody: { required: true, content: { 'multipart/form-data': { schema: importForm } } },
  responses: {
    '202': {
      description: 'Taken; the job says how far it is',
      headers: { Location: LOCATION },
      content: started,
    },
    '200': { description: 'With `X-Dry-Run: true`: it would be taken; nothing is kept', content: started },
    '400': refusal('BadRequest', 'The form cannot be read'),
    '401': refusal('Unauthorized', 'No valid credential'),
    '403': refusal('Forbidden', 'The permission is not held'),
    '408': refusal('Timeout', 'Too little arrived for too long'),
    '413': refusal('PayloadTooLarge', 'The file is larger than the limit'),
    '415': refusal('UnsupportedMediaType', 'No form, or a kind of file that is not read'),
    '422': refusal(
      'Unprocessable',
      'No file, an unknown field, or no column that can be used; field by field in details',
    ),
    '429': refusal('TooManyRequests', 'Too many imports at once or within the hour; see Retry-After'),
    '503': refusal('Unavailable', 'Busy or restarting; see Retry-After'),
  },
});

const importErrors: ApiOperation = {
  operationId: 'imports.errors',
  summary: 'The rows that failed, as a CSV file',
  tags: ['imports'],
  security: [{ bearer: [] }],
  parameters: [
    { name: 'id', in: 'path', required: true, schema: uuid },
    {
      name: 'outcome',
      in: 'query',
      schema: { type: 'string', enum: ['fail', 'skip'], default: 'fail' },
      description: 'the rows that failed, or those that were skipped',
    },
  ],
  responses: {
    '200': {
      description: 'The original columns with line, column, reason and suggestion behind them',
      content: { 'text/csv': { schema: { type: 'string' } } },
    },
    '400': refusal('BadRequest', 'An unknown or malformed query or path parameter'),
    '401': refusal('Unauthorized', 'No valid credential'),
    '403': refusal('Forbidden', 'The permission is not held'),
    '404': refusal('NotFound', 'No such record, or not yours to see'),
    '429': refusal('TooManyRequests', 'Too many requests; see Retry-After'),
    '503': refusal('Unavailable', 'Busy or restarting; see Retry-After'),
  },
};

const text = { type: 'string' };
const texts = { type: 'array', items: text };

const listExport = (many: string): ApiOperation => ({
  operationId: `${many}.export`,
  summary: `The ${many} of a list, as a CSV file`,
  tags: [many],
  security: [{ bearer: [] }],
  parameters: [
    { name: 'q', in: 'query', schema: { ...text, maxLength: 200 }, description: 'words to search for' },
    { name: 'f', in: 'query', schema: texts, description: 'conditions that all hold: field.operator.value' },
    { name: 'any', in: 'query', schema: texts, description: 'conditions of which at least one holds' },
    { name: 'sort', in: 'query', schema: text },
  ],
  responses: {
    '200': {
      description:
        'The rows and columns of the list, in its order; cells that a spreadsheet would take for formulas are quoted',
      content: { 'text/csv': { schema: text } },
    },
    '400': refusal('BadRequest', 'An unknown or malformed query parameter'),
    '401': refusal('Unauthorized', 'No valid credential'),
    '403': refusal('Forbidden', 'The permission is not held'),
    '429': refusal('TooManyRequests', 'Too many exports within the hour; see Retry-After'),
    '503': refusal('Unavailable', 'Busy or restarting; see Retry-After'),
  },
});

const a = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
const idInPath = (name: string) => ({ name, in: 'path', required: true, schema: uuid });
const attached = {
  'application/json': {
    schema: { type: 'object', properties: { id: uuid }, required: ['id'], additionalProperties: false },
  },
};

const attach = (noun: string, many: string): ApiOperation => ({
  operationId: `${many}.attach`,
  summary: `Attach a file to ${a(noun)}`,
  tags: [many],
  security: [{ bearer: [] }],
  parameters: [idInPath('id'), IDEMPOTENCY_KEY],
  requestBody: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['file'],
          additionalProperties: false,
          properties: {
            file: {
              type: 'string',
              contentMediaType: 'application/octet-stream',
              description: 'any file but a program; its kind is told by its bytes',
            },
          },
        },
      },
    },
  },
  responses: {
    '201': { description: 'Attached', headers: { Location: LOCATION }, content: attached },
    '200': {
      description: 'With `X-Dry-Run: true`: it would be attached; nothing is kept',
      content: attached,
    },
    '400': refusal('BadRequest', 'The form cannot be read'),
    '401': refusal('Unauthorized', 'No valid credential'),
    '403': refusal('Forbidden', 'The permission is not held'),
    '404': refusal('NotFound', 'No such record, or not yours to see'),
    '408': refusal('Timeout', 'Too little arrived for too long'),
    '413': refusal('PayloadTooLarge', 'The file is larger than the limit'),
    '415': refusal('UnsupportedMediaType', 'No form'),
    '422': refusal('Unprocessable', 'No file, a program, a name that its bytes belie, or too many files'),
    '429': refusal('TooManyRequests', 'Too many requests; see Retry-After'),
    '503': refusal('Unavailable', 'Busy or restarting; see Retry-After'),
  },
});

const fetchFile = (noun: string, many: string): ApiOperation => ({
  operationId: `${many}.download`,
  summary: `A file of ${a(noun)}`,
  tags: [many],
  security: [{ bearer: [] }],
  parameters: [idInPath('id'), idInPath('fileId')],
  responses: {
    '200': {
      description: 'Its bytes, to be saved and never shown as a page',
      content: { 'application/octet-stream': { schema: {} } },
    },
    '400': refusal('BadRequest', 'An unknown or malformed query or path parameter'),
    '401': refusal('Unauthorized', 'No valid credential'),
    '403': refusal('Forbidden', 'The permission is not held'),
    '404': refusal('NotFound', 'No such file, or not yours to see'),
    '429': refusal('TooManyRequests', 'Too many requests; see Retry-After'),
    '503': refusal('Unavailable', 'Busy or restarting; see Retry-After'),
  },
});

const nouns = Object.keys(recordTables) as RecordNoun[];

/** What streams of attachments add to each noun. */
const filePaths = Object.fromEntries(
  nouns.flatMap((noun) => {
    const path = paths.records(noun);
    const many = path.slice(1);
    return [
      [`${path}/{id}/files`, { post: attach(noun, many) }],
      [`${path}/{id}/files/{fileId}`, { get: fetchFile(noun, many) }],
    ];
  }),
) as Record<string, Record<string, ApiOperation>>;

/** Operations that answer a stream of events as well: what following one is called in the client. */
export const eventCalls: Readonly<Record<string, string>> = { 'jobs.get': 'follow', 'live.get': 'follow' };

export const streamPaths: Record<string, Record<string, ApiOperation>> = {
  ...Object.fromEntries(
    importNouns.map((noun) => [`/${kindOf(noun).many}/import`, { post: importOf(noun) }]),
  ),
  '/leads.csv': { get: listExport('leads') },
  '/organizations.csv': { get: listExport('organizations') },
  '/contacts.csv': { get: listExport('contacts') },
  '/imports/{id}/errors.csv': { get: importErrors },
  ...filePaths,
};

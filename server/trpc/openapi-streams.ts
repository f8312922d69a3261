// Operations whose bodies are streams stand beside the router; this is their part of the document.
import type { ApiOperation } from './openapi.ts';

const object = (properties: Record<string, unknown>) => ({
  'application/json': { schema: { type: 'object', properties, required: Object.keys(properties) } },
});

const refused = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});

const file = { type: 'string', contentMediaType: 'application/octet-stream' };

export const streamPaths: Record<string, Record<string, ApiOperation>> = {
  '/leads/import': {
    post: {
      operationId: 'leads.import',
      summary: 'Import leads from a file',
      tags: ['imports'],
      security: [{ bearer: [] }],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file } } },
        },
      },
      responses: {
        '202': {
          description: 'Taken; the job says how far it is',
          content: object({ jobId: { type: 'string' } }),
        },
        '400': refused('No file in the body, or an unknown field'),
        '401': refused('No valid credential'),
        '403': refused('The permission is not held'),
        '413': refused('Too large'),
        '415': refused('Not a supported kind of file'),
        '422': refused('No column can be used'),
        '429': refused('Too many imports at once'),
        '503': refused('Busy or restarting; see Retry-After'),
      },
    },
  },
};

import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { statusByCode } from '../../src/broker/error-response.js';
import { type DeviceOperation, deviceOperations } from '../../src/core/device/operations.js';
import { schemas } from './schemas.js';

/**
 * The broker's routes as OpenAPI 3.1. What the device API's operations take and answer comes from the table that
 * the broker itself checks against; the other routes are written down here.
 */
export function createOpenApiDocument(): object {
  const { version } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Telepad broker',
      version,
      summary: 'Tickets and device operations for cloud phones, whatever their vendor.',
      description:
        'Your application mounts the broker and decides with `authorize` who may do what. Requests are authenticated as those of your application are, with its cookies or headers.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/telepad', description: 'Wherever the broker is mounted.' }],
    paths: { ...plainPaths, ...devicePaths() },
    components: {
      schemas: { ...schemas, Error: errorSchema() },
      responses: {
        Error: { description: 'The request failed.', content: json(ref('Error')) },
      },
    },
  };
}

const failures = {
  '4XX': { $ref: '#/components/responses/Error' },
  '5XX': { $ref: '#/components/responses/Error' },
};

const vendorId = {
  type: 'string',
  description: 'Needed only where the broker serves several vendors.',
};
const phoneId = {
  type: 'string',
  pattern: '^[\\w-]{1,64}$',
  description: 'The vendor’s own id of the phone.',
};

const plainPaths = {
  '/phones': {
    get: {
      operationId: 'phones',
      summary: 'The phones that this user may open.',
      tags: ['tickets'],
      responses: { '200': answer('The grant.', ref('PhoneList')), ...failures },
    },
  },
  '/tickets': {
    post: {
      operationId: 'ticket',
      summary: 'A ticket for one session on one phone.',
      tags: ['tickets'],
      requestBody: body(['phoneId'], { phoneId, vendor: vendorId }),
      responses: {
        '200': {
          description: 'The ticket; line by line, where the phone takes its time.',
          content: {
            ...json(ref('Ticket')),
            // For requests that accept it.
            'application/x-ndjson': { schema: ref('TicketLine') },
          },
        },
        ...failures,
      },
    },
  },
  '/leave': {
    post: {
      operationId: 'leave',
      summary:
        'Says that the user of a ticket has left its phone. Nobody is told whether they had it.',
      tags: ['tickets'],
      requestBody: body(['leave', 'cause'], {
        leave: { type: 'string', pattern: '^[\\w-]{22}$', description: 'Of the ticket.' },
        cause: {
          enum: ['user', 'idle'],
          description: '`idle`: they may come back, for as long as the vendor keeps the phone.',
        },
      }),
      responses: { '204': { description: 'It was heard.' }, ...failures },
    },
  },
  '/group-tickets': {
    post: {
      operationId: 'groupTicket',
      summary: 'A ticket to lead several phones at once. A phone that fails, fails alone.',
      tags: ['tickets'],
      requestBody: body(['phoneIds'], {
        phoneIds: { type: 'array', items: phoneId, minItems: 1, maxItems: 100 },
        vendor: vendorId,
      }),
      responses: { '200': answer('The group ticket.', ref('GroupTicket')), ...failures },
    },
  },
  '/uploads/{phoneId}': {
    post: {
      operationId: 'upload',
      summary: 'Puts a file on the phone, for users who may call uploadFile. Needs Content-Length.',
      tags: ['files'],
      parameters: [
        { name: 'phoneId', in: 'path', required: true, schema: phoneId },
        queryText('name', 'The file’s name on the phone, without slashes.', true, 128),
        queryText(
          'path',
          'Folder on the phone; the vendor’s download folder without it.',
          false,
          512,
        ),
        queryText('install', '`true` installs it when it is an APK.', false),
        queryText('vendor', vendorId.description, false),
      ],
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: {
        '200': answer(
          'The vendor has accepted it: ask getTask.',
          schemaOf(deviceOperations.uploadFile.output),
        ),
        ...failures,
      },
    },
  },
  '/files/{token}': {
    get: {
      operationId: 'file',
      summary: 'A file on its way to a phone, for the vendor’s cloud. Takes HEAD and a Range, too.',
      tags: ['files'],
      security: [],
      parameters: [{ name: 'token', in: 'path', required: true, schema: { type: 'string' } }],
      responses: {
        '200': {
          description: 'The file.',
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
        '206': { description: 'The part of it that was asked for.' },
        ...failures,
      },
    },
  },
  '/callbacks/{vendor}/{secret}': {
    post: {
      operationId: 'callback',
      summary: 'Takes a callback of the vendor; what it says is asked of the vendor again.',
      tags: ['callbacks'],
      security: [],
      parameters: ['vendor', 'secret'].map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      requestBody: { required: true, content: json({}) },
      responses: { '200': { description: 'It was taken.' }, ...failures },
    },
  },
};

function queryText(name: string, description: string, required: boolean, maxLength?: number) {
  const schema = { type: 'string', ...(maxLength !== undefined && { maxLength }) };
  return { name, in: 'query', required, description, schema };
}

function devicePaths(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries<DeviceOperation>(deviceOperations).map(([name, { summary, input, output }]) => [
      `/device/${name}`,
      {
        post: {
          operationId: name,
          summary,
          tags: ['device'],
          requestBody: body(name === 'listPhones' ? [] : ['phoneId'], {
            ...(name !== 'listPhones' && { phoneId }),
            vendor: vendorId,
            input: schemaOf(input),
          }),
          responses: { '200': answer('What came of it.', schemaOf(output)), ...failures },
        },
      },
    ]),
  );
}

function schemaOf(schema: DeviceOperation['input']): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    errorMode: 'throw',
  });
  return rest;
}

function errorSchema(): object {
  return {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message', 'retryable'],
        properties: {
          code: { type: 'string', enum: Object.keys(statusByCode) },
          message: { type: 'string', description: 'For people; it holds no secret.' },
          retryable: {
            type: 'boolean',
            description: 'True when the same request may succeed later.',
          },
          retryAfterMs: { type: 'number', description: 'Ms to wait before that.' },
        },
      },
    },
  };
}

function body(required: readonly string[], properties: object): object {
  return { required: true, content: json({ type: 'object', required, properties }) };
}

function answer(description: string, schema: object): object {
  return { description, content: json(schema) };
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

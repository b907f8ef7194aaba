import { preparationStages } from '../../src/core/preparation.js';

/** The answers of the routes that are no operation of the device API, as core/ticket.ts types them. */

const text = { type: 'string' };
const role = { type: 'string', enum: ['control', 'watch'] };
const expiresAt = { type: 'number', description: 'Ms since 1970.' };
const signalling = { type: 'object', required: ['url'], properties: { url: text } };

export const schemas = {
  PhoneList: {
    type: 'object',
    required: ['all', 'phones'],
    properties: {
      all: {
        type: 'boolean',
        description:
          'True when the grant is for every phone of the account; the list is then empty.',
      },
      phones: {
        type: 'array',
        items: {
          type: 'object',
          required: ['phoneId', 'vendor', 'role'],
          properties: {
            phoneId: text,
            vendor: {
              type: ['string', 'null'],
              description: 'Null where the broker serves several.',
            },
            role,
          },
        },
      },
    },
  },
  Ticket: {
    type: 'object',
    required: ['vendor', 'phoneId', 'userId', 'role', 'expiresAt', 'signalling', 'iceServers'],
    properties: {
      vendor: text,
      phoneId: text,
      userId: text,
      role,
      expiresAt,
      signalling,
      iceServers: {
        type: 'array',
        items: {
          type: 'object',
          required: ['urls'],
          properties: {
            urls: { oneOf: [text, { type: 'array', items: text }] },
            username: text,
            credential: text,
          },
        },
      },
      dialect: {
        type: 'object',
        description: 'Settings of the vendor’s own language, for its part in the browser.',
        additionalProperties: { type: ['string', 'number', 'boolean'] },
      },
      leave: {
        ...text,
        description: 'For `/leave`; only of vendors that keep a phone until its user leaves.',
      },
    },
  },
  TicketLine: {
    type: 'object',
    description: 'One line; the last one has the ticket or the error. Empty lines mean nothing.',
    properties: {
      progress: {
        type: 'object',
        required: ['stage'],
        properties: {
          stage: { enum: preparationStages },
          hint: { type: 'number', description: 'The vendor’s own, without a documented unit.' },
        },
      },
      ticket: { $ref: '#/components/schemas/Ticket' },
      error: { $ref: '#/components/schemas/Error/properties/error' },
    },
  },
  GroupTicket: {
    type: 'object',
    required: ['vendor', 'userId', 'expiresAt', 'signalling', 'phoneIds', 'failures'],
    properties: {
      vendor: text,
      userId: text,
      expiresAt,
      signalling,
      phoneIds: { type: 'array', items: text, description: 'The phones that are in the room.' },
      failures: {
        type: 'array',
        description: 'The phones that were asked for and are not, each with its reason.',
        items: {
          type: 'object',
          required: ['phoneId', 'error'],
          properties: {
            phoneId: text,
            error: { $ref: '#/components/schemas/Error/properties/error' },
          },
        },
      },
    },
  },
} as const;

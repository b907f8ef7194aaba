import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { statusByCode } from '../src/broker/error-response.js';
import { closeCodes } from '../src/broker/node/relay/close-codes.js';
import { relayLimits } from '../src/broker/node/relay/relay-limits.js';
import { type DeviceOperation, deviceOperations } from '../src/core/device/operations.js';

const guide = readFileSync('docs/broker.md', 'utf8');

/** The cells of a table's rows, below the row that begins so. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const lines = guide.slice(guide.indexOf(`| ${heading} |`)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

describe('docs/broker.md', () => {
  it('lists each operation of the device API, with what it does', () => {
    const rows = rowsBelow('operation').map(([name, summary]) => [name, summary]);
    const operations = Object.entries<DeviceOperation>(deviceOperations);
    expect(rows).toEqual(operations.map(([name, { summary }]) => [`\`${name}\``, summary]));
  });

  it('tells the status of each code', () => {
    const rows = rowsBelow('status').flatMap(([status, codes = '']) =>
      codes.split(', ').map((code) => [code.replaceAll('`', ''), Number(status)]),
    );
    expect(Object.fromEntries(rows)).toEqual(statusByCode);
  });

  it('lists each limit of the relay, with its default and its range', () => {
    const rows = rowsBelow('limit').map(([name, , usual, range]) => [name, usual, range]);
    expect(rows).toEqual(
      Object.entries(relayLimits).map(([name, { usual, min, max }]) => [
        `\`${name}\``,
        String(usual),
        `${min} to ${max}`,
      ]),
    );
  });

  it('tells each close code of the relay', () => {
    const codes = rowsBelow('close code').map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(closeCodes));
  });
});

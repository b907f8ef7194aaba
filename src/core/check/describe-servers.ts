import type { IceServer } from '../ticket.js';

/** `1 STUN server, 2 TURN servers (udp, tcp)`; the addresses stay out. */
export function describeIceServers(servers: readonly IceServer[]): string {
  const urls = servers.flatMap((server) => server.urls);
  const stun = urls.filter((url) => /^stuns?:/i.test(url));
  const turn = urls.filter((url) => /^turns?:/i.test(url));
  const transports = [...new Set(turn.map(transportOf))].join(', ');
  const parts = [
    ...(stun.length > 0 ? [`${count(stun.length, 'STUN server')}`] : []),
    ...(turn.length > 0 ? [`${count(turn.length, 'TURN server')} (${transports})`] : []),
  ];
  return parts.join(', ') || 'no STUN and no TURN server';
}

function transportOf(url: string): string {
  if (/^turns:/i.test(url)) return 'tls';
  return /[?&]transport=tcp\b/i.test(url) ? 'tcp' : 'udp';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `wss, by name` or `ws, by IP address, port 18082`; the host stays out. */
export function describeAddress(address: string): string {
  const [, scheme, host = '', port] =
    /^([a-z]+):\/\/(\[[0-9a-f:.]+\]|[^/:?#@]+)(?::(\d{1,5}))?(?:[/?#]|$)/i.exec(address) ?? [];
  if (scheme === undefined) return 'no address that could be read';
  const isIp = host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
  const parts = [scheme.toLowerCase(), isIp ? 'by IP address' : 'by name'];
  return [...parts, ...(port === undefined ? [] : [`port ${port}`])].join(', ');
}

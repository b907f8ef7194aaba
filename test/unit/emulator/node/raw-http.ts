import { connect } from 'node:net';

/** Sends these very bytes, and resolves with all that came back when the far end hangs up. */
export function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error);
    });
    socket.end(text);
  });
}

/** Status line, without the version. */
export function statusOf(answer: string): string {
  return answer.split('\r\n')[0]?.replace('HTTP/1.1 ', '') ?? '';
}

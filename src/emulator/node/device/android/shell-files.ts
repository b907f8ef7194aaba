import { createHash } from 'node:crypto';
import { type FileRecord, resolvePath } from './file-store.js';
import { done, failed, type ShellCommand, type ShellPhone } from './shell-phone.js';

const decoder = new TextDecoder();

/** Where an ordinary user of the shell may write. */
const writable = /^\/(?:sdcard|data\/local\/tmp)\/./;

/** @returns what is wrong; undefined when it was written */
export function writeFromShell(
  path: string,
  bytes: Uint8Array,
  { files }: ShellPhone,
): string | undefined {
  return writable.test(resolvePath(path)) ? files.write(path, bytes) : 'Permission denied';
}

const ls: ShellCommand = (words, { files }) => {
  const isLong = words.some((word) => /^-\w*l/.test(word));
  const paths = words.filter((word) => !word.startsWith('-'));
  const records = new Map(isLong ? files.records.map((record) => [record.path, record]) : []);
  const sections: string[] = [];
  let isSuccess = true;
  for (const path of paths) {
    const names = files.list(path) ?? (files.read(path) ? [path] : undefined);
    if (!names) {
      isSuccess = false;
      sections.push(`ls: ${path}: No such file or directory`);
      continue;
    }
    const lines = isLong
      ? names.map((name) => longLine(records.get(resolvePath(name, resolvePath(path))), name))
      : names;
    sections.push([...(paths.length > 1 ? [`${path}:`] : []), ...lines].join('\n'));
  }
  return { isSuccess, output: sections.join('\n') };
};

function longLine(record: FileRecord | undefined, name: string): string {
  if (!record) return `drwxrwx--x 2 shell shell     4096 ${name}`;
  const time = new Date(record.modifiedMs).toISOString().slice(0, 16).replace('T', ' ');
  return `-rw-rw---- 1 shell shell ${String(record.size).padStart(8)} ${time} ${name}`;
}

const cat: ShellCommand = (words, { files }) => {
  const output: string[] = [];
  for (const path of words) {
    const bytes = files.read(path);
    if (!bytes) {
      const problem = files.isFolder(path) ? 'Is a directory' : 'No such file or directory';
      return failed([...output, `cat: ${path}: ${problem}`].join(''));
    }
    output.push(decoder.decode(bytes));
  }
  return done(output.join(''));
};

const md5sum: ShellCommand = (words, { files }) => {
  const lines: string[] = [];
  for (const path of words) {
    const bytes = files.read(path);
    if (!bytes) return failed([...lines, `md5sum: ${path}: No such file or directory`].join('\n'));
    lines.push(`${createHash('md5').update(bytes).digest('hex')}  ${path}`);
  }
  return done(lines.join('\n'));
};

const echo: ShellCommand = (words) => {
  const isPlain = words[0] === '-n';
  return done(words.slice(isPlain ? 1 : 0).join(' '));
};

const rm: ShellCommand = (words, { files }) => {
  const options = words.filter((word) => word.startsWith('-')).join('');
  for (const path of words.filter((word) => !word.startsWith('-'))) {
    const isFolder = files.isFolder(path);
    if (!isFolder && !files.read(path)) {
      if (options.includes('f')) continue;
      return failed(`rm: ${path}: No such file or directory`);
    }
    if (!writable.test(resolvePath(path))) return failed(`rm: ${path}: Permission denied`);
    if (isFolder && !/r/i.test(options)) return failed(`rm: ${path}: is a directory`);
    files.remove(path);
  }
  return done();
};

const mkdir: ShellCommand = (words, { files }) => {
  const isPatient = words.includes('-p');
  for (const path of words.filter((word) => !word.startsWith('-'))) {
    if (!writable.test(resolvePath(path))) return failed(`mkdir: '${path}': Permission denied`);
    const exists = files.isFolder(path) || files.read(path) !== undefined;
    if (exists && !(isPatient && files.isFolder(path)))
      return failed(`mkdir: '${path}': File exists`);
    const parent = resolvePath(`${path}/..`);
    if (!isPatient && !files.isFolder(parent))
      return failed(`mkdir: '${path}': No such file or directory`);
    files.makeFolder(path);
  }
  return done();
};

export const fileCommands = { ls, cat, md5sum, echo, rm, mkdir } as const;

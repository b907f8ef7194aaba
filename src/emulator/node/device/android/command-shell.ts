import { resolvePath } from './file-store.js';
import { appCommands } from './shell-apps.js';
import { fileCommands, writeFromShell } from './shell-files.js';
import { inputCommands } from './shell-input.js';
import {
  done,
  failed,
  type ShellCommand,
  type ShellPhone,
  type ShellResult,
} from './shell-phone.js';
import { systemCommands } from './shell-system.js';
import { readShellLine, type ShellStep } from './shell-words.js';

const maxLineLength = 8_192;
const maxOutputLength = 65_536;

const commands: ReadonlyMap<string, ShellCommand> = new Map(
  Object.entries({ ...fileCommands, ...systemCommands, ...appCommands, ...inputCommands }),
);

/**
 * Runs one line as Android's `sh` would, as far as the phone knows the commands. Both output streams come as one,
 * without the line break at the end; `isSuccess` is about the last command that ran.
 */
export function runShellLine(line: string, phone: ShellPhone): ShellResult {
  if (line.length > maxLineLength) return failed('sh: Argument list too long');
  const steps = readShellLine(line);
  if (!steps) return failed('sh: syntax error');
  const output: string[] = [];
  let last = done();
  let workingFolder = '/';
  for (const step of steps) {
    if (step.join === 'after-success' && !last.isSuccess) continue;
    if (step.join === 'after-failure' && last.isSuccess) continue;
    const piped = step.join === 'pipe' ? output.pop() : undefined;
    const [name = '', target = '/'] = step.words;
    if (name === 'cd') {
      last = changeFolder(resolvePath(target, workingFolder), target, phone);
      if (last.isSuccess) workingFolder = resolvePath(target, workingFolder);
    } else last = redirected(run(step, piped, workingFolder, phone), step, workingFolder, phone);
    output.push(last.output);
  }
  const shown = output.filter((text) => text !== '').map((text) => text.replace(/\n$/, ''));
  return { isSuccess: last.isSuccess, output: shown.join('\n').slice(0, maxOutputLength) };
}

function run(
  { words: [name = '', ...words] }: ShellStep,
  piped: string | undefined,
  workingFolder: string,
  phone: ShellPhone,
): ShellResult {
  if (name === 'grep') return grep(words, piped);
  if (name === 'pwd') return done(workingFolder);
  const command = commands.get(name);
  if (!command) return failed(`sh: ${name}: not found`);
  const isAboutFiles = Object.hasOwn(fileCommands, name) && name !== 'echo';
  if (!isAboutFiles) return command(words, phone);
  // File commands see their paths as they are meant from here.
  const isRelative = (word: string) => !word.startsWith('-') && !word.startsWith('/');
  const paths = words.map((word) => (isRelative(word) ? resolvePath(word, workingFolder) : word));
  const hasPath = words.some((word) => !word.startsWith('-'));
  return command(hasPath || name !== 'ls' ? paths : [...paths, workingFolder], phone);
}

function redirected(
  result: ShellResult,
  { redirect }: ShellStep,
  workingFolder: string,
  phone: ShellPhone,
): ShellResult {
  if (!redirect) return result;
  const path = resolvePath(redirect.path, workingFolder);
  if (path === '/dev/null') return { ...result, output: '' };
  const before = redirect.isAppending ? (phone.files.read(path) ?? new Uint8Array()) : [];
  const text = result.output === '' ? '' : `${result.output.replace(/\n$/, '')}\n`;
  const bytes = Uint8Array.from([...before, ...new TextEncoder().encode(text)]);
  const problem = writeFromShell(path, bytes, phone);
  return problem
    ? failed(`sh: can't create ${redirect.path}: ${problem}`)
    : { ...result, output: '' };
}

function changeFolder(path: string, named: string, phone: ShellPhone): ShellResult {
  return phone.files.isFolder(path)
    ? done()
    : failed(`sh: cd: ${named}: No such file or directory`);
}

/** Plain text, or several with `\|` (`|` with -E); `-i`, `-v`. No other patterns. */
function grep(words: readonly string[], piped: string | undefined): ShellResult {
  if (piped === undefined) return failed('grep: only reads from a pipe here');
  const options = words.filter((word) => /^-\w/.test(word)).join('');
  const pattern = words.find((word) => !/^-\w/.test(word)) ?? '';
  const fold = (text: string) => (options.includes('i') ? text.toLowerCase() : text);
  const wanted = fold(pattern).split(options.includes('E') ? '|' : '\\|');
  const isKept = (line: string) =>
    wanted.some((text) => fold(line).includes(text)) !== options.includes('v');
  const lines = piped.split('\n').filter(isKept);
  return { isSuccess: lines.length > 0, output: lines.join('\n') };
}

import { done, failed, type ShellCommand } from './shell-phone.js';

const pm: ShellCommand = ([verb, ...words], phone) => {
  if (verb === 'list' && words[0] === 'packages') {
    const isThirdParty = words.includes('-3');
    const isSystem = words.includes('-s');
    const filter = words.slice(1).find((word) => !word.startsWith('-')) ?? '';
    const listed = phone.packages.all.filter(
      (each) =>
        !(isThirdParty && each.isSystem) &&
        !(isSystem && !each.isSystem) &&
        each.packageName.includes(filter),
    );
    return done(listed.map(({ packageName }) => `package:${packageName}`).join('\n'));
  }
  const packageName = words.find((word) => !word.startsWith('-')) ?? '';
  if (verb === 'path') {
    const known = phone.packages.find(packageName);
    return known ? done(`package:/data/app/${packageName}/base.apk`) : failed('');
  }
  if (verb !== 'uninstall') return failed(`Unknown command: ${verb ?? ''}`);
  if (phone.uninstall(packageName)) return done('Success');
  const isKnown = phone.packages.find(packageName) !== undefined;
  return failed(`Failure [${isKnown ? 'DELETE_FAILED_INTERNAL_ERROR' : 'not installed for 0'}]`);
};

const am: ShellCommand = ([verb, ...words], phone) => {
  if (verb === 'force-stop') {
    const packageName = words.find((word) => !word.startsWith('-')) ?? '';
    // As on Android, stopping what is not there is no mistake.
    phone.stopApp(packageName);
    return done();
  }
  if (verb !== 'start') return failed(`Unknown command: ${verb ?? ''}`);
  const at = words.indexOf('-n');
  const component = at < 0 ? words.find((word) => word.includes('.')) : words[at + 1];
  const [packageName = ''] = (component ?? '').split('/');
  const isHome = words.includes('android.intent.category.HOME');
  if (phone.startApp(isHome ? 'com.telepad.home' : packageName))
    return done(`Starting: Intent { cmp=${component ?? packageName} }`);
  return failed(
    `Starting: Intent { cmp=${component ?? ''} }\nError type 3\nError: Activity class {${component ?? ''}} does not exist.`,
  );
};

/** Only what it is mostly used for: `monkey -p PACKAGE … 1` starts an app. */
const monkey: ShellCommand = (words, phone) => {
  const packageName = words[words.indexOf('-p') + 1] ?? '';
  if (!words.includes('-p') || !phone.startApp(packageName))
    return failed('** No activities found to run, monkey aborted.');
  return done('Events injected: 1');
};

export const appCommands = { pm, am, monkey } as const;

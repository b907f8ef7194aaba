import { done, failed, type ShellCommand, type ShellPhone } from './shell-phone.js';

const getprop: ShellCommand = ([name, otherwise = ''], { properties }) => {
  if (name !== undefined) return done(properties.get(name) ?? otherwise);
  const lines = [...properties].sort(([a], [b]) => (a < b ? -1 : 1));
  return done(lines.map(([key, value]) => `[${key}]: [${value}]`).join('\n'));
};

const maxPropertyLength = 91;
const maxProperties = 1_000;

const setprop: ShellCommand = (words, { properties }) => {
  const [name, value] = words;
  if (name === undefined || value === undefined || words.length > 2)
    return failed('usage: setprop NAME VALUE');
  const isReadOnly = name.startsWith('ro.') && properties.has(name);
  const isFull = !properties.has(name) && properties.size >= maxProperties;
  if (isReadOnly || isFull || !/^[\w.:@-]+$/.test(name) || value.length > maxPropertyLength)
    return failed(`setprop: failed to set property '${name}' to '${value}'`);
  properties.set(name, value);
  return done();
};

const sizePattern = /^(\d{1,5})x(\d{1,5})$/;

const wm: ShellCommand = ([about, value], phone) => {
  const { ownDisplay, display } = phone;
  if (about === 'size') {
    if (value === undefined) {
      const own = `Physical size: ${ownDisplay.width}x${ownDisplay.height}`;
      const isOwn = ownDisplay.width === display.width && ownDisplay.height === display.height;
      return done(isOwn ? own : `${own}\nOverride size: ${display.width}x${display.height}`);
    }
    const [, width, height] = sizePattern.exec(value) ?? [];
    const isReset = value === 'reset';
    if (width === undefined && !isReset) return failed(`Error: bad size ${value}`);
    const size = isReset ? ownDisplay : { width: Number(width), height: Number(height) };
    return applied(
      phone.setDisplay({ width: size.width, height: size.height, density: display.density }),
    );
  }
  if (about !== 'density') return failed(`Unknown command: ${about ?? ''}`);
  if (value === undefined) {
    const own = `Physical density: ${ownDisplay.density}`;
    const isOwn = ownDisplay.density === display.density;
    return done(isOwn ? own : `${own}\nOverride density: ${display.density}`);
  }
  const density = value === 'reset' ? ownDisplay.density : Number(value);
  return applied(phone.setDisplay({ width: display.width, height: display.height, density }));
};

function applied(problem: string | undefined) {
  return problem === undefined ? done() : failed(`Error: ${problem}`);
}

const maxSettings = 1_000;

const settings: ShellCommand = ([verb, table = '', name, value], phone) => {
  if (!['system', 'secure', 'global'].includes(table) || name === undefined)
    return failed('usage: settings get|put system|secure|global NAME [VALUE]');
  const key = `${table}/${name}`;
  if (verb === 'get') return done(phone.settings.get(key) ?? 'null');
  const isFull = !phone.settings.has(key) && phone.settings.size >= maxSettings;
  if (verb !== 'put' || value === undefined || isFull)
    return failed(`settings: cannot ${verb ?? ''} ${name}`);
  phone.settings.set(key, value);
  if (table === 'system') applyRotation(phone);
  return done();
};

/** As on Android, `user_rotation` counts while automatic rotation is off. */
function applyRotation(phone: ShellPhone): void {
  const isAutomatic = phone.settings.get('system/accelerometer_rotation') !== '0';
  const rotation = phone.settings.get('system/user_rotation');
  if (isAutomatic || rotation === undefined) return;
  phone.rotate(rotation === '1' || rotation === '3' ? 'landscape' : 'portrait');
}

const dumpsys: ShellCommand = ([service = ''], phone) => {
  if (service === 'battery') {
    return done(
      'Current Battery Service state:\n  AC powered: true\n  status: 2\n  level: 86\n  scale: 100',
    );
  }
  if (service !== 'window') return failed(`Can't find service: ${service}`);
  const activity = `${phone.foregroundPackage}/${phone.foregroundPackage}.MainActivity`;
  const { width, height } = phone.screen;
  return done(
    [
      'WINDOW MANAGER DISPLAY CONTENTS (dumpsys window displays)',
      `  Display: mDisplayId=0 init=${phone.ownDisplay.width}x${phone.ownDisplay.height} ${phone.display.density}dpi cur=${width}x${height}`,
      `  mCurrentFocus=Window{1 u0 ${activity}}`,
      `  mFocusedApp=ActivityRecord{1 u0 ${activity} t1}`,
    ].join('\n'),
  );
};

/** `date`, and `date +%s`. Always in UTC. */
const date: ShellCommand = ([format], { now }) => {
  if (format === '+%s') return done(String(Math.floor(now() / 1000)));
  if (format !== undefined) return failed(`date: bad format: ${format}`);
  // "Fri, 01 Mar 2024 10:20:30 GMT" becomes "Fri Mar 01 10:20:30 UTC 2024".
  const [day = '', dayOfMonth, month, year, time] = new Date(now()).toUTCString().split(' ');
  return done(`${day.replace(',', '')} ${month} ${dayOfMonth} ${time} UTC ${year}`);
};

const id: ShellCommand = () => done('uid=2000(shell) gid=2000(shell) groups=2000(shell)');

export const systemCommands = { getprop, setprop, wm, settings, dumpsys, date, id } as const;

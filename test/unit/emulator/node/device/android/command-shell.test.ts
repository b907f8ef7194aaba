import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PhoneDriver } from '../phone-driver.js';

function shell() {
  const phone = new PhoneDriver();
  const run = (line: string) => phone.device.system.shell(line);
  return { phone, run, says: (line: string) => run(line).output };
}

describe('the shell of the phone', () => {
  it('does not know every command, and says so as Android does', () => {
    const { run } = shell();
    expect(run('frobnicate --now')).toEqual({
      isSuccess: false,
      output: 'sh: frobnicate: not found',
    });
    expect(run('echo "a')).toEqual({ isSuccess: false, output: 'sh: syntax error' });
    expect(run(`echo ${'x'.repeat(9_000)}`)).toEqual({
      isSuccess: false,
      output: 'sh: Argument list too long',
    });
    expect(run('')).toEqual({ isSuccess: true, output: '' });
  });

  it('runs one command after the other', () => {
    const { run } = shell();
    expect(run('echo one; nope; echo two')).toEqual({
      isSuccess: true,
      output: 'one\nsh: nope: not found\ntwo',
    });
    expect(run('nope && echo never')).toEqual({
      isSuccess: false,
      output: 'sh: nope: not found',
    });
    expect(run('nope > /dev/null || echo else').output).toBe('else');
  });

  it('writes, reads, lists and removes files', () => {
    const { run, says } = shell();
    expect(run('echo hello > /sdcard/Download/a.txt').isSuccess).toBe(true);
    expect(says('echo again >> /sdcard/Download/a.txt; cat /sdcard/Download/a.txt')).toBe(
      'hello\nagain',
    );
    expect(says('ls /sdcard/Download')).toBe('a.txt');
    expect(says('cd /sdcard && pwd && ls')).toBe('/sdcard\nDCIM\nDownload\nMovies\nPictures');
    expect(says('ls -l /sdcard/Download')).toBe(
      '-rw-rw---- 1 shell shell       12 2023-11-14 22:13 a.txt',
    );
    expect(says('mkdir -p /sdcard/x/y; ls /sdcard/x')).toBe('y');
    expect(says('rm /sdcard/x')).toBe('rm: /sdcard/x: is a directory');
    expect(says('rm -rf /sdcard/x; ls /sdcard/x')).toBe('ls: /sdcard/x: No such file or directory');
    expect(says('cat /sdcard/none')).toBe('cat: /sdcard/none: No such file or directory');
    expect(says('mkdir /sdcard/a/b')).toBe("mkdir: '/sdcard/a/b': No such file or directory");
  });

  it('lets its user write where Android does, and nowhere else', () => {
    const { says } = shell();
    expect(says('echo x > /system/y')).toBe("sh: can't create /system/y: Permission denied");
    expect(says('rm -rf /sdcard/../system')).toBe('rm: /sdcard/../system: Permission denied');
    expect(says('rm -rf /sdcard')).toBe('rm: /sdcard: Permission denied');
    expect(says('mkdir /data/local/tmp/t; ls /data/local/tmp')).toBe('t');
  });

  it('reads and sets properties', () => {
    const { phone, run, says } = shell();
    expect(says('getprop ro.product.model')).toBe('Telepad virtual phone');
    expect(says('getprop no.such.thing')).toBe('');
    expect(says('getprop no.such.thing default')).toBe('default');
    expect(says('setprop debug.mine 7; getprop debug.mine')).toBe('7');
    expect(says('getprop | grep ro.serialno')).toBe('[ro.serialno]: [TEST1]');
    expect(run('setprop ro.product.model Other')).toEqual({
      isSuccess: false,
      output: "setprop: failed to set property 'ro.product.model' to 'Other'",
    });
    expect(phone.state.properties['debug.mine']).toBe('7');
  });

  it('taps, swipes, types and presses keys', () => {
    const { phone, run } = shell();
    const { x, y } = phone.spot('app:notes');
    expect(run(`input tap ${x} ${y}`)).toEqual({ isSuccess: true, output: '' });
    expect(phone.state.app).toBe('notes');
    run('input text hello%sworld; input keyevent KEYCODE_DEL 29');
    expect(phone.state.text).toBe('hello worla');
    run('input keyevent HOME');
    expect(phone.state.app).toBe('home');
    phone.open('list');
    run('input swipe 360 900 360 500 300');
    expect(phone.state.scrollOffset).toBe(400);
    expect(phone.state.violations).toEqual([]);
    expect(run('input tap a b').output).toMatch(/^Usage: input tap/);
    expect(run('input keyevent KEYCODE_NONSENSE').output).toBe('Error: Invalid key code');
  });

  it('lists, starts, stops and removes packages', () => {
    const { phone, run, says } = shell();
    phone.device.system.install({
      packageName: 'com.example.shop',
      label: 'Shop',
      version: '2.1',
      isSystem: false,
    });
    expect(says('pm list packages -3')).toBe('package:com.example.shop');
    expect(says('pm list packages -s notes')).toBe('package:com.telepad.notes');
    expect(says('pm list packages').split('\n')).toContain('package:com.telepad.camera');
    expect(run('am start -n com.example.shop/.MainActivity')).toEqual({
      isSuccess: true,
      output: 'Starting: Intent { cmp=com.example.shop/.MainActivity }',
    });
    expect(phone.state.app).toBe('com.example.shop');
    expect(says('dumpsys window | grep mCurrentFocus')).toBe(
      '  mCurrentFocus=Window{1 u0 com.example.shop/com.example.shop.MainActivity}',
    );
    run('am force-stop com.example.shop');
    expect([phone.state.app, phone.state.recents]).toEqual(['home', []]);
    run('monkey -p com.telepad.clock -c android.intent.category.LAUNCHER 1');
    expect(phone.state.app).toBe('clock');
    expect(says('pm uninstall com.example.shop')).toBe('Success');
    expect(run('pm uninstall com.example.shop')).toEqual({
      isSuccess: false,
      output: 'Failure [not installed for 0]',
    });
    expect(says('pm uninstall com.telepad.notes')).toBe('Failure [DELETE_FAILED_INTERNAL_ERROR]');
    expect(run('am start -n com.example.shop/.MainActivity').isSuccess).toBe(false);
    expect(run('monkey -p com.example.shop 1').isSuccess).toBe(false);
  });

  it('tells and changes the size of the screen', () => {
    const { phone, run, says } = shell();
    expect(says('wm size; wm density')).toBe('Physical size: 720x1280\nPhysical density: 320');
    run('wm size 1080x1920');
    run('wm density 480');
    expect(says('wm size && wm density')).toBe(
      'Physical size: 720x1280\nOverride size: 1080x1920\nPhysical density: 320\nOverride density: 480',
    );
    expect(phone.events).toContainEqual({ type: 'display', width: 1080, height: 1920 });
    run('wm size reset; wm density reset');
    expect([phone.state.displaySize, phone.state.density]).toEqual([
      { width: 720, height: 1280 },
      320,
    ]);
    expect(run('wm size 10x10').isSuccess).toBe(false);
    expect(run('wm size wide').isSuccess).toBe(false);
    expect(run('wm density tall').isSuccess).toBe(false);
  });

  it('turns the screen by settings, while it does not turn by itself', () => {
    const { phone, run, says } = shell();
    expect(says('settings get system accelerometer_rotation')).toBe('1');
    run('settings put system user_rotation 1');
    expect(phone.state.orientation).toBe('portrait');
    run('settings put system accelerometer_rotation 0');
    expect(phone.state.orientation).toBe('landscape');
    run('settings put system user_rotation 0');
    expect(phone.state.orientation).toBe('portrait');
    expect(says('settings get secure android_id')).toBe('null');
    expect(run('settings put').isSuccess).toBe(false);
  });

  it('keeps a picture of the screen', () => {
    const { phone, run } = shell();
    run('screencap -p /sdcard/shot.png');
    const bytes = phone.device.system.readFile('/sdcard/shot.png');
    expect([...(bytes?.subarray(0, 4) ?? [])]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(run('screencap').isSuccess).toBe(false);
    expect(run('screencap /system/x.png').isSuccess).toBe(false);
  });

  it('knows the time and who asks', () => {
    const { says } = shell();
    expect(says('date')).toBe('Tue Nov 14 22:13:20 UTC 2023');
    expect(says('date +%s')).toBe('1700000000');
    expect(says('id')).toBe('uid=2000(shell) gid=2000(shell) groups=2000(shell)');
    expect(says('dumpsys nothing')).toBe("Can't find service: nothing");
  });

  it('never throws, whatever it is told', () => {
    const { phone, run } = shell();
    const word = fc.constantFrom(
      ...[
        'ls',
        'cat',
        'md5sum',
        'echo',
        'rm',
        'mkdir',
        'cd',
        'getprop',
        'setprop',
        'input',
        'tap',
        'swipe',
      ],
      ...['text', 'keyevent', 'pm', 'list', 'packages', 'uninstall', 'am', 'start', '-n', 'monkey'],
      ...['-p', 'dumpsys', 'window', 'wm', 'size', 'density', 'settings', 'put', 'system', 'date'],
      ...[';', '&&', '|', 'grep', '>', '/sdcard', '/sdcard/x', '..', '1', '-1', '1e999', 'reset'],
      ...['user_rotation', '720x1280', 'com.telepad.notes', '-r', '-l', '', '__proto__', '数'],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 8 }), (words) => {
        const { isSuccess, output } = run(words.join(' '));
        expect([typeof isSuccess, typeof output]).toEqual(['boolean', 'string']);
      }),
      { numRuns: 3_000 },
    );
    phone.device.frame();
    expect(phone.device.system.readFile('/system/bin')).toBeUndefined();
  });

  it('filters by text, without case, inverted and with alternatives', () => {
    const { says, run } = shell();
    expect(says('ls /sdcard | grep -i movies')).toBe('Movies');
    expect(says('ls /sdcard | grep -v o')).toBe('DCIM\nPictures');
    expect(says('ls /sdcard | grep -E "DC|Mov"')).toBe('DCIM\nMovies');
    expect(run('ls /sdcard | grep nothing').isSuccess).toBe(false);
    expect(run('grep x').isSuccess).toBe(false);
  });
});

import { site } from '../../../shared/settings/site.ts';
import { device } from '../../../shared/settings/device.ts';
import { choice, entry, inSection, okOr } from '../../../shared/settings/setting.ts';

/**
 * Settings that no product has, put into the catalogue as new entries would be: one of the site that co-management needs, one of a
 * device. This file has to be a test's first import: whatever is read after it finds them there.
 */
const catTrap = inSection('site', 'Site', {
  catTrap: entry(
    'Cat trap',
    choice(['armed', 'Armed'], ['sprung', 'Sprung']),
    'armed',
    'nextAttempt',
    'Keeps cats out.',
    {
      needed: { met: 'No cat is in.', neededFor: ['comanagement'] },
      breaks: {
        sprung: {
          title: 'A cat sits in the trap',
          label: 'Cat trap armed',
          unmet: 'A cat sits in the trap, so mice dance.',
          code: '0x80CA7000',
          fix: 'Let the cat out and arm the trap again.',
        },
      },
    },
  ),
});
const deviceMouse = inSection('device', 'At the device', {
  deviceMouse: entry('Mouse', okOr(['gone', 'Ran away']), 'ok', 'nextAttempt', null, {
    target: 'device',
    breaks: {
      gone: {
        title: 'The mouse ran away',
        label: 'A mouse that stays',
        unmet: 'The mouse ran away, so nobody clicks.',
        code: '0x80FA7000',
        fix: 'Bring cheese.',
        command: 'cheese /y',
      },
    },
  }),
});
site.push(...catTrap);
device.push(...deviceMouse);

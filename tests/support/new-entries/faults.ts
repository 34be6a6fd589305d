import './settings.ts';
import { deviceFaults } from '../../../shared/faults/device.ts';
import { byCommand, causedBy, onScreen, type Fault } from '../../../shared/faults/fault.ts';
import { serviceFaults } from '../../../shared/faults/services.ts';

/** Faults that no product has, of the settings beside; imported first, as those are. */
(serviceFaults as Fault[]).push({
  id: 'catInTrap',
  ...causedBy('catTrap', 'sprung'),
  symptom: 'Mice dance on the table.',
  detectableAt: [onScreen('siteStatus', 'a cat')],
  difficulty: 1,
});
(deviceFaults as Fault[]).push({
  id: 'mouseGone',
  ...causedBy('deviceMouse', 'gone'),
  symptom: 'Nobody clicks.',
  detectableAt: [byCommand('dir', 'no mouse')],
  difficulty: 2,
});

import type { Command } from '../ui/types.ts';
import type { LabTask } from './lab-work.svelte.ts';
import { holdOf } from '../parts/knowledge.ts';

/** Commands of the Lab screen, each with the reason when it cannot be used now. */
export function labCommands(options: {
  hasLab: boolean;
  isJumping: boolean;
  busy: LabTask | null;
  oncreate: () => void;
  onopen: () => void;
  onreveal: () => void;
  oncheckpoint: () => void;
  onreset: () => void;
  onhash: () => void;
  oncheck: () => void;
}): Command[] {
  const { hasLab, isJumping, busy } = options;
  const needsLab = hasLab ? null : 'Open a lab first.';
  // Copying, hashing and checking read the whole lab; while time is being carried on they would read a moving thing.
  const needsRest = needsLab ?? (isJumping ? 'Wait for the jump to end, or cancel it.' : null);
  return [
    { id: 'create', label: 'New lab…', icon: 'add', onaction: options.oncreate },
    { id: 'open', label: 'Open file…', icon: 'folder', isBusy: busy === 'open', onaction: options.onopen },
    { id: 'reveal', label: 'Show in folder', icon: 'open', disabledReason: needsLab, onaction: options.onreveal },
    { id: 'line-1', separator: true },
    {
      id: 'checkpoint',
      label: 'Save checkpoint…',
      icon: 'save',
      isBusy: busy === 'checkpoint',
      disabledReason: needsRest,
      onaction: options.oncheckpoint,
    },
    {
      id: 'reset',
      label: 'Reset to baseline…',
      icon: 'arrow-reset',
      isBusy: busy === 'reset',
      disabledReason: needsRest,
      onaction: options.onreset,
    },
    { id: 'line-2', separator: true },
    {
      id: 'hash',
      label: 'Compute hash',
      icon: 'key',
      isBusy: busy === 'hash',
      disabledReason: needsRest ?? holdOf('hash'),
      onaction: options.onhash,
    },
    {
      id: 'check',
      label: 'Check integrity',
      icon: 'shield-checkmark',
      isBusy: busy === 'check',
      disabledReason: needsRest,
      onaction: options.oncheck,
    },
  ];
}

import { beforeEach, describe, expect, it } from 'vitest';
import { differenceText } from '../../renderer/devices/console/difference.ts';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import type { Difference } from '../../shared/devices/views.ts';
import { deviceView } from '../support/device-view.ts';
import { labView } from '../support/views.ts';

const asleep: Difference = {
  field: 'online',
  label: 'Reachable',
  truth: false,
  record: true,
  recordedBy: 'configmgr',
};

describe('what the lab says beside a record', () => {
  beforeEach(() => showLab(labView()));

  it('is the first difference of this record, and how many more there are', () => {
    expect(differenceText(deviceView(), 'intune').text).toBe(
      'OS version is really 10.0.26100.4652. 1 more fact differs.',
    );
    expect(differenceText(deviceView({ differences: [asleep] }), 'configmgr').text).toBe(
      'Reachable is really Offline.',
    );
  });

  it('names what was compared where nothing differs, and claims no more', () => {
    const { text } = differenceText(deviceView({ differences: [asleep] }), 'entra');
    expect(text).toBe('No difference in name and join.');
    expect(differenceText(deviceView({ differences: [] }), 'configmgr').text).toBe(
      'No difference in name, version, primary user, client version and online status.',
    );
  });

  it('is nothing while differences are withheld: unknown is not equal', () => {
    showLab(labView({ withheld: ['differences'] }));
    const said = differenceText(deviceView({ differences: null }), 'intune');
    expect(said.text).toBeUndefined();
    expect(said.knows).toBe('differences');
  });

  it('does not tell what is so while that alone is withheld', () => {
    showLab(labView({ withheld: ['truth'] }));
    expect(differenceText(deviceView(), 'intune').text).toBe(
      'OS version is not what this record says. 1 more fact differs.',
    );
  });
});

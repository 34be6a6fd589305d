import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import LabStrip from '../../renderer/frame/places/LabStrip.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import SettingList from '../../renderer/parts/SettingList.svelte';
import { strip } from '../../renderer/parts/strip.svelte.ts';
import type { SettingView } from '../../shared/settings/views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { settingViews } from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

const id = 'entraConnectHybridJoin';
beforeEach(() => showLab(labView()));

function show(answers: Answers = {}): FakeTransport {
  const transport = new FakeTransport({
    'settings.list': settingViews(),
    'settings.configure': settingViews({ [id]: 'on' })[0]!,
    ...answers,
  });
  connect(transport);
  render(LabStrip, { console: 'configmgr' });
  render(SettingList, { label: 'Settings', shows: (setting: SettingView) => setting.id === id });
  return transport;
}
const change = async () => fireEvent.click(await screen.findByRole('switch', { name: 'Configure hybrid join' }));
const foot = () => screen.getByRole('complementary', { name: 'Lab only' });

describe('a setting in a console', () => {
  it('leaves to the strip where a changed setting shows later, and by when', async () => {
    const transport = show({
      'settings.effects': [{ where: 'Entra device objects', from: now, expectedBy: now + 1800 }],
    });
    await change();
    await waitFor(() =>
      expect(strip.said).toMatchObject({ fact: 'Configure hybrid join: changed.', knows: 'expected' }),
    );
    expect(foot().textContent).toMatch(/It shows later elsewhere\. Entra device objects: by .*, in 30 min\./);
    expect(document.body.textContent.replace(foot().textContent, '')).not.toContain('Entra device objects');
    expect(transport.asked('settings.configure')).toEqual([{ setting: id, value: 'on', target: null }]);
  });

  it('says that it changed, and keeps back what follows while that is withheld', async () => {
    showLab(labView({ withheld: ['expected'], file: '/labs/closed.tandem' }));
    const transport = show();
    await change();
    await waitFor(() => expect(strip.said?.fact).toBe('Configure hybrid join: changed.'));
    expect(foot().textContent).toContain('What is to come: withheld');
    expect(transport.asked('settings.effects')).toEqual([]);
  });
});

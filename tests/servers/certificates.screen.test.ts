import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import { Doing } from '../../renderer/parts/doing.svelte.ts';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import Certificates from '../../renderer/servers/certificates/Certificates.svelte';
import { FakeTransport } from '../support/fake-transport.ts';
import { gatewayView, settingViews } from '../support/site-screens-views.ts';
import { labView } from '../support/views.ts';

const commonName = 'MyCSG.contoso.example';
const press = async (name: string, root: HTMLElement = document.body) =>
  fireEvent.click(await within(root).findByRole('button', { name }));
const type = async (label: string, value: string, root: HTMLElement = document.body) =>
  fireEvent.input(await within(root).findByLabelText(label), { target: { value } });

it('a certificate is in the store once its file was imported, and is exported from there to another file', async () => {
  showLab(labView());
  const values: Record<string, string> = {};
  const transport = new FakeTransport({
    'site.gateway': gatewayView(),
    'settings.list': () => settingViews(values),
    'settings.configure': ({ setting, value }) => {
      values[setting] = value;
      return settingViews(values)[0]!;
    },
  });
  connect(transport);
  render(Certificates, { doing: new Doing() });
  const files = () => transport.asked('settings.configure').at(-1)?.value;

  await type('Common Name', commonName);
  await type('Subject Alternative Name', commonName);
  await press('Submit the request');
  await waitFor(() => expect(files()).toBe(`C:\\Certs\\MyCSG.pfx = ${commonName} (public)`));
  expect(screen.getByText('There are no certificates.')).toBeTruthy();

  // The company has a certificate of its usual name there.
  const own = await screen.findByRole('row', { name: /^MyCSG\.pfx/ });
  expect(screen.getByRole('row', { name: /^CMG\.pfx/ })).toBeTruthy();
  await press('MyCSG.pfx', own);
  await press('Install PFX');
  const imports = await screen.findByRole('dialog', { name: 'Certificate Import Wizard' });
  for (let page = 1; page < 5; page += 1) await press('Next', imports);
  await press('Finish', imports);
  await waitFor(() => expect(files()).toBe(`C:\\Certs\\MyCSG.pfx = ${commonName} (public, installed)`));

  await press('All Tasks › Export');
  const exports = await screen.findByRole('dialog', { name: 'Certificate Export Wizard' });
  for (let page = 1; page < 4; page += 1) await press('Next', exports);
  await type('Password', 'x', exports);
  await press('Next', exports);
  await type('File name', 'ConfigMgrCloudMGServer', exports);
  await press('Next', exports);
  await press('Finish', exports);
  await waitFor(() =>
    expect(files()?.split(' | ')).toEqual([
      `C:\\Certs\\MyCSG.pfx = ${commonName} (public, installed)`,
      `C:\\Certs\\ConfigMgrCloudMGServer.pfx = ${commonName} (public)`,
    ]),
  );
  expect(within(screen.getByRole('table', { name: 'Certificates' })).getAllByRole('row')).toHaveLength(1);
});

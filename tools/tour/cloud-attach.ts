import { ClockBar, CloudAttachScreen, Frame, LabScreen, ListScreen, Pages } from '../../tests/e2e/support/screens.ts';
import { configureHybridJoin } from '../../tests/e2e/support/wizards.ts';
import type { Tandem } from '../../tests/e2e/support/tandem.ts';
import type { Album } from './album.ts';

type See = (name: string, keepAs?: string) => Promise<void>;

/** The second half of the story: an estate that is only on-premises is attached, and its computers come to co-management. */
export async function playCloudAttach(
  tandem: Tandem,
  album: Album,
  see: See,
  kept: (name: string) => string | undefined,
): Promise<void> {
  const { page } = tandem;
  const frame = new Frame(page);
  const lab = new LabScreen(page);
  const clock = new ClockBar(page);
  const pages = new Pages(page);
  const cloud = new CloudAttachScreen(page);

  await lab.create(/^Contoso on premises/, { seed: '1' });
  album.tell('A second company: Contoso with nothing attached yet.');
  await frame.goTo('entraConnect');
  await configureHybridJoin(page);
  await frame.goTo('clientSettings', { properties: 'default' });
  await pages.turn(/^Automatically register new Windows 10/, true);
  album.tell('Configured hybrid join, its service connection point, and the client setting that begins it.');
  await see('client-setting');
  await frame.goTo('clientSettings');
  await clock.pass(/^1 day/);

  await frame.goTo('cloudAttach');
  await cloud.button('Configure Cloud Attach').last().click();
  await cloud.step('Cloud attach').waitFor();
  await see('wizard');
  await cloud.signIn();
  await cloud.step('Summary').waitFor();
  await frame.strip.getByText(/will be enrolled/).waitFor();
  await see('enrollment-preview');
  await cloud.next();
  await cloud.wizard.getByText('Tenant attach: done').waitFor();
  await cloud.next('Close');
  await clock.pass(/^8 hours/);
  const view = await tandem.ask('comanagement.read', {});
  const { scheduled, enrolled, notEligible, coManaged } = view.funnel;
  album.tell(
    `Eight hours after the wizard: ${scheduled} scheduled, ${enrolled} enrolled, ${notEligible} not eligible; ${coManaged} co-managed.`,
  );
  await frame.goTo('cloudAttachStatus');
  await see('cloud-attach', kept('cloud-attach'));

  const { rows } = await tandem.ask('devices.list', {
    list: 'configmgr',
    filters: [{ field: 'coManagement', value: 'scheduled' }],
    search: '-L',
    sort: null,
    offset: 0,
    limit: 1,
  });
  const device = rows[0]!;
  await frame.goTo('siteDevices');
  const list = new ListScreen(page);
  await list.searchBox.fill(device.name);
  await list.row(device.name).first().waitFor();
  await list.open(device.name);
  await frame.strip.getByRole('link', { name: 'Reality and records' }).click();
  await frame.arrived('device');
  await page.getByRole('tab', { name: 'Cloud attach' }).click();
  await page.getByRole('heading', { name: 'The way to co-management' }).waitFor();
  album.tell(`${device.name} says what it waits for, and what a console would show of that.`);
  await see('way-to-co-management');
  await clock.pass(/^1 day/);
  await page.getByRole('tab', { name: 'Logs' }).click();
  await page.getByRole('button', { name: /^CoManagementHandler\.log/ }).click();
  await page.getByRole('region', { name: 'Lines of CoManagementHandler.log' }).getByRole('row').first().waitFor();
  await see('comanagement-log');

  await frame.goTo('authority');
  await page.getByRole('grid').getByRole('row').nth(1).waitFor();
  album.tell('The authority matrix: who manages what on each device, and why.');
  await see('authority');
}

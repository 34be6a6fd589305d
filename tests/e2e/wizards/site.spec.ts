import { expect, test } from '@playwright/test';
import { useTandem } from '../support/desk.ts';
import { command, dialogOf } from '../support/wizards.ts';

// Wizards and dialogs of the site's console, and what runs at attached devices. Each step stands on the one before.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'contoso-attached', devices: 300, size: [1280, 648] });
const collection = 'Attached pilot';
let member = { id: 0, name: '' };

test('a direct rule takes the resources that are chosen', async () => {
  const { frame, pages, page, cloudAttach, clock } = desk;
  await frame.goTo('collections');
  await pages.press('Create Device Collection');
  const wizard = dialogOf(page, 'Create Device Collection Wizard');
  await wizard.field(/^Name/).fill(collection);
  await wizard.press('Browse');
  await cloudAttach.chooseCollection('All Desktop and Server Clients');
  await wizard.on('Membership Rules');
  await wizard.press('Add Rule');
  await page.getByRole('menuitem', { name: 'Direct Rule' }).click();
  const direct = dialogOf(page, 'Create Direct Membership Rule Wizard');
  await direct.field(/^Value/).fill('CON-%');
  await direct.on('Select Resources');
  for (let row = 0; row < 3; row += 1) await direct.root.getByRole('table').getByRole('checkbox').nth(row).check();
  await direct.on('Summary');
  await direct.on('Completion');
  await direct.press('Close');
  await expect(wizard.root.getByRole('radio')).toHaveCount(3);
  await wizard.on('Summary');
  await wizard.on('Completion');
  await wizard.press('Close');
  await clock.pass(/^15 minutes/);
  await page.getByRole('link', { name: collection, exact: true }).click();
  await expect(page.getByRole('grid', { name: collection })).toHaveAttribute('aria-rowcount', '4');
});

test('custom client settings hold for those to whom they are deployed', async () => {
  const { frame, page, cloudAttach, tandem } = desk;
  await frame.goTo('clientSettings');
  await command(page, 'Create Custom Client Settings');
  await page.getByRole('menuitem', { name: 'Create Custom Client Device Settings' }).click();
  const dialog = dialogOf(page, 'Create Custom Client Device Settings');
  await dialog.field(/^Name/).fill('Cloud pilot');
  await dialog.root.getByRole('checkbox', { name: 'Cloud Services' }).check();
  await dialog.root.getByRole('navigation').getByRole('button', { name: 'Cloud Services' }).click();
  await dialog.root.getByRole('combobox', { name: /cloud management gateway/ }).selectOption({ label: 'No' });
  await dialog.press('OK');
  const { id } = (await tandem.ask('collections.list', {})).find(({ name }) => name === collection)!;
  member = (await tandem.ask('collections.read', { collectionId: id })).memberList[0]!;
  const used = async () => (await tandem.ask('settings.resultant', { deviceId: member.id }))['useGateway'];
  expect(await used()).toBe('on');
  await page.getByRole('gridcell', { name: 'Cloud pilot' }).click();
  await command(page, 'Deploy');
  await cloudAttach.chooseCollection(collection);
  await expect.poll(used).toBe('off');
  await frame.goTo('siteDevice', { deviceId: member.id });
  await command(page, 'Client Settings');
  await page.getByRole('menuitem', { name: 'Resultant Client Settings' }).click();
  const resultant = dialogOf(page, 'Resultant Client Settings');
  await resultant.root.getByRole('tab', { name: 'Cloud Services' }).click();
  await expect(resultant.root).toContainText(/cloud management gateway\s*No/);
  await resultant.press('OK');
});

test('a client notification goes to every member, and its operation tells how far it came', async () => {
  const { frame, page } = desk;
  await frame.goTo('collections');
  await page.getByRole('gridcell', { name: collection }).first().click();
  await command(page, 'Client Notification');
  await page.getByRole('menuitem', { name: 'Download Computer Policy' }).click();
  await frame.goTo('clientOperations');
  const row = page.getByRole('row', { name: new RegExp(`Download Computer Policy ${collection}`) });
  // State, how many clients there are, and for how many it waits: all of them are there.
  const numbers = row.getByRole('gridcell').filter({ hasText: /^(Running|Completed|\d+)$/ });
  await expect(numbers).toHaveText(['Completed', '3', '0']);
});

test('CMPivot answers a query, and a script its output', async () => {
  const { frame, page, clock } = desk;
  await clock.pass('Next working morning');
  await frame.goTo('cloudDevice', { deviceId: member.id, page: 'cmpivot' });
  await page.getByRole('button', { name: 'OperatingSystem', exact: true }).click();
  await page.getByRole('textbox', { name: 'Script pane' }).fill('OperatingSystem | project Caption, BuildNumber');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const results = page.getByRole('table', { name: 'Results' });
  await expect(results.getByRole('columnheader')).toHaveText(['Caption', 'BuildNumber']);
  await expect(results.getByRole('row').nth(1)).toContainText('Windows');

  await frame.goTo('cloudDevice', { deviceId: member.id, page: 'scripts' });
  await page.getByRole('button', { name: 'Run script' }).click();
  const panel = dialogOf(page, 'Run script');
  await panel.root.getByRole('radio', { name: /^Get-FreeDisk/ }).check();
  await panel.press('Run');
  await expect(page.getByRole('row', { name: /Get-FreeDisk/ })).toContainText('In progress');
  await clock.pass(/^15 minutes/);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('button', { name: 'Get-FreeDisk', exact: true }).click();
  await expect(dialogOf(page, 'Output').root).toContainText(/C: \d+ MB free of \d+ MB/);
});

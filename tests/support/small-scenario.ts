/** A scenario as short as one can be, for tests that break it: every section once, a population and a cast. */
export const smallScenario = `schemaVersion: 2
name: small
title: A small company
description: Ten devices and one of its own.
start: 2026-09-16T08:00:00Z
serviceDate: 2026-09-16
site:
  code: SML
  name: Small Site
  domain: corp.small.test
  netbiosDomain: SMALL
  managementPoint: mp.corp.small.test
  serviceConnectionPoint: scp.corp.small.test
  clientVersion: 5.00.9146.1000
tenant:
  name: Small
  domain: small.test
compliancePolicies:
  - { name: Windows, platform: windows, requireEncryption: true, graceHours: 72 }
zones:
  - name: Europe/Berlin
    transitions:
      - { from: 1970-01-01T00:00:00Z, offset: '+01:00' }
      - { from: 2026-03-29T01:00:00Z, offset: '+02:00' }
      - { from: 2026-10-25T01:00:00Z, offset: '+01:00' }
offices:
  - { name: Berlin, city: Berlin, country: Germany, code: BER, zone: Europe/Berlin, main: true }
  - { name: Hamburg, city: Hamburg, country: Germany, code: HAM, zone: Europe/Berlin }
departments:
  - { name: Sales, titles: [Account manager] }
models:
  - { name: Latitude 5450, manufacturer: Dell, form: laptop, platform: windows, diskGb: 512, battery: true }
  - { name: iPhone 15, manufacturer: Apple, form: phone, platform: ios, diskGb: 128, battery: true }
osBuilds:
  - name: win11
    os: Windows 11 Enterprise
    platform: windows
    build: 26200
    versions:
      - { version: 10.0.26200.8875, released: 2026-07-14 }
      - { version: 10.0.26200.9168, released: 2026-08-11 }
  - name: ios
    os: iOS
    platform: ios
    build: 2606
    versions:
      - { version: 26.6.1, released: 2026-08-17 }
presence:
  - kind: office
    variants: 2
    awayEveryWeeks: 26
    week:
      - { days: [mon, tue, wed, thu, fri], from: 08:00, to: 17:00, at: office }
administrators:
  - { upn: kim@small.test, name: Kim Larsen, role: intuneAdministrator, office: Berlin }
  - { upn: sam@small.test, name: Sam Ofori, role: helpDeskOperator, office: Hamburg }
people:
  count: 12
groups:
  - { name: Everybody in Sales, departments: [Sales] }
population:
  - name: Laptops
    count: 10
    deviceName: SML-{office}-{form}{number}
    join: entra
    enrolled: true
    models: { Latitude 5450: 1 }
    osBuilds: { win11: 1 }
    presence: { office: 9, drawer: 1 }
cast:
  users:
    - { upn: maya@small.test, name: Maya Fischer, department: Sales, title: Account manager, office: Berlin }
  devices:
    - name: LAP-MAYA
      story: Maya leaves it in a drawer, so nothing reaches it.
      model: Latitude 5450
      osBuild: win11
      office: Berlin
      user: maya@small.test
      presence: drawer
      lastOnDaysAgo: 20
      join: entra
      enrolled: true
`;

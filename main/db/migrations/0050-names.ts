/**
 * The names and numbers that stay: ranks of queued work as the program writes them out, inputs of the journal by subject and verb,
 * and the field's spelling in stored ids. Texts of scenarios are never rewritten: their old keys are read for ever.
 */
export const names = /* sql */ `
ALTER TABLE users RENAME COLUMN intune_licence TO intune_license;
ALTER TABLE users RENAME COLUMN remote_help_licence TO remote_help_license;

UPDATE work_queue SET rank = CASE kind
  WHEN 'restartEnds' THEN 100
  WHEN 'wipeEnds' THEN 200
  WHEN 'restartBegins' THEN 300
  WHEN 'wipeBegins' THEN 400
  WHEN 'updateInstalled' THEN 500
  WHEN 'userRestarts' THEN 600
  WHEN 'clientCheckRuns' THEN 700
  WHEN 'joinTask' THEN 800
  WHEN 'outOfBox' THEN 900
  WHEN 'clientInstall' THEN 1000
  WHEN 'policyArrives' THEN 1100
  WHEN 'enrollAttempt' THEN 1200
  WHEN 'userSignsIn' THEN 1300
  WHEN 'deliver' THEN 1400
  WHEN 'taskForwarded' THEN 1500
  WHEN 'taskArrives' THEN 1600
  WHEN 'applicationStep' THEN 1700
  WHEN 'keyRotates' THEN 1800
  WHEN 'sessionAnswer' THEN 1900
  WHEN 'controlAnswer' THEN 2000
  WHEN 'sessionTimesOut' THEN 2100
  WHEN 'sessionDrops' THEN 2200
  WHEN 'sessionUserEnds' THEN 2300
  WHEN 'actionReports' THEN 2400
  WHEN 'stateReports' THEN 2500
  WHEN 'heartbeatReports' THEN 2600
  WHEN 'comgmtReports' THEN 2700
  WHEN 'entraSync' THEN 2800
  WHEN 'syncSlows' THEN 2900
  WHEN 'graceEnds' THEN 3000
  WHEN 'goesSilent' THEN 3100
  WHEN 'plan' THEN 3200
  WHEN 'actionExpires' THEN 3300
  WHEN 'replan' THEN 3400
  WHEN 'gatewayDeploys' THEN 3500
  WHEN 'resourceChanged' THEN 3600
  WHEN 'collectionRefresh' THEN 3700
  WHEN 'cloudSync' THEN 3800
  WHEN 'upload' THEN 3900
  WHEN 'uploadVisible' THEN 4000
  WHEN 'detachCompletes' THEN 4100
  WHEN 'syncCycle' THEN 4200
  ELSE rank END;

UPDATE inputs SET kind = CASE kind
  WHEN 'order' THEN 'actions.order'
  WHEN 'cancel' THEN 'actions.cancel'
  WHEN 'configure' THEN 'settings.configure'
  WHEN 'sessionControl' THEN 'sessions.requestControl'
  WHEN 'sessionRun' THEN 'sessions.run'
  WHEN 'sessionEnd' THEN 'sessions.end'
  WHEN 'attach' THEN 'attach.configure'
  WHEN 'detach' THEN 'attach.detach'
  WHEN 'comanage' THEN 'comanagement.enable'
  WHEN 'removeComanagement' THEN 'comanagement.remove'
  WHEN 'moveWorkload' THEN 'workloads.move'
  WHEN 'assignPolicy' THEN 'workloads.assignPolicy'
  WHEN 'createCollection' THEN 'collections.create'
  WHEN 'deleteCollection' THEN 'collections.delete'
  WHEN 'addRule' THEN 'collections.addRule'
  WHEN 'removeRule' THEN 'collections.removeRule'
  WHEN 'refreshCollection' THEN 'collections.refresh'
  WHEN 'syncCollection' THEN 'collections.sync'
  WHEN 'customClientSettings' THEN 'settings.customize'
  WHEN 'addDevices' THEN 'autopilot.addDevices'
  WHEN 'deviceRun' THEN 'desktop.run'
  WHEN 'deviceTrigger' THEN 'desktop.trigger'
  WHEN 'showRecoveryKey' THEN 'attach.showRecoveryKey'
  WHEN 'fetchTimeline' THEN 'attach.fetchTimeline'
  WHEN 'applicationAction' THEN 'apps.order'
  WHEN 'runNow' THEN 'identity.runNow'
  WHEN 'plant' THEN 'faults.plant'
  WHEN 'cure' THEN 'faults.cure'
  ELSE kind END;

UPDATE settings SET id = CASE id
  WHEN 'intuneLicence' THEN 'intuneLicense'
  WHEN 'remoteHelpLicence' THEN 'remoteHelpLicense'
  WHEN 'entraLicence' THEN 'entraLicense'
  WHEN 'deviceStaleEnrolment' THEN 'deviceStaleEnrollment'
  ELSE id END;
UPDATE faults SET fault = 'intuneLicenseMissing' WHERE fault = 'intuneLicenceMissing';

UPDATE inputs SET params = replace(replace(replace(replace(replace(params, '"intuneLicence"', '"intuneLicense"'), '"remoteHelpLicence"', '"remoteHelpLicense"'), '"entraLicence"', '"entraLicense"'), '"deviceStaleEnrolment"', '"deviceStaleEnrollment"'), '"intuneLicenceMissing"', '"intuneLicenseMissing"')
  WHERE params LIKE '%icence%' OR params LIKE '%nrolment%';
UPDATE activities SET details = replace(replace(replace(replace(replace(details, '"intuneLicence"', '"intuneLicense"'), '"remoteHelpLicence"', '"remoteHelpLicense"'), '"entraLicence"', '"entraLicense"'), '"deviceStaleEnrolment"', '"deviceStaleEnrollment"'), '"intuneLicenceMissing"', '"intuneLicenseMissing"')
  WHERE details LIKE '%icence%' OR details LIKE '%nrolment%';
UPDATE history SET details = replace(replace(replace(replace(replace(details, '"intuneLicence"', '"intuneLicense"'), '"remoteHelpLicence"', '"remoteHelpLicense"'), '"entraLicence"', '"entraLicense"'), '"deviceStaleEnrolment"', '"deviceStaleEnrollment"'), '"intuneLicenceMissing"', '"intuneLicenseMissing"')
  WHERE details LIKE '%icence%' OR details LIKE '%nrolment%';
UPDATE client_settings SET chosen = replace(replace(replace(replace(replace(chosen, '"intuneLicence"', '"intuneLicense"'), '"remoteHelpLicence"', '"remoteHelpLicense"'), '"entraLicence"', '"entraLicense"'), '"deviceStaleEnrolment"', '"deviceStaleEnrollment"'), '"intuneLicenceMissing"', '"intuneLicenseMissing"')
  WHERE chosen LIKE '%icence%' OR chosen LIKE '%nrolment%';
`;

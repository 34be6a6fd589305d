/**
 * Entities that CMPivot asks a device for, with their columns; `Device` stands before them in every result. Names after the list of
 * CMPivot in the console; which of about 150 there are is this lab's choice. Sizes are in megabytes.
 */
export const pivotEntities = {
  AadStatus: ['AzureAdJoined', 'DomainJoined', 'DomainName'],
  Bios: ['Manufacturer', 'SerialNumber'],
  BitLocker: ['DriveLetter', 'ProtectionStatus', 'ConversionStatus'],
  CcmLog: ['LogText', 'DateTime', 'Component', 'Type'],
  ComputerSystem: ['Name', 'Domain', 'Manufacturer', 'Model', 'UserName'],
  Device: ['Name', 'Domain', 'Manufacturer', 'Model'],
  EPStatus: ['AntivirusEnabled', 'RealTimeProtectionEnabled'],
  InstalledSoftware: ['ProductName', 'ProductVersion', 'Publisher'],
  LogicalDisk: ['DeviceID', 'Description', 'FileSystem', 'FreeSpace', 'Size', 'DriveType'],
  OperatingSystem: ['Caption', 'Version', 'BuildNumber', 'LastBootUpTime'],
  OS: ['Caption', 'Version', 'BuildNumber', 'LastBootUpTime'],
  SMSAdvancedClientState: ['Name', 'Version'],
  SoftwareUpdate: ['Title', 'Article', 'Status'],
} as const satisfies Record<string, readonly string[]>;
export type PivotEntity = keyof typeof pivotEntities;
/** Written with what they ask for in parentheses. */
export const pivotFunctions: readonly PivotEntity[] = ['CcmLog'];
/** Of the console's entities those that the cloud has not. Source: CMPivot in tenant attach. */
export const notInCloud = ['AccountSID', 'FileContent', 'NAPClient', 'NAPSystemHealthAgent', 'RegistryKey'] as const;

/** A query that an administrator keeps among the favorites. */
export type PivotFavorite = { name: string; tags: string; query: string };

export type PivotAnswer = {
  columns: string[];
  /** The first of `total` rows. */
  rows: string[][];
  total: number;
  /** What is wrong with the query, where nothing could be asked. */
  problem: string | null;
};
/** Besides: how many clients there are, of whom the lab asks the first `asked`; those of these that are away are `offline`. */
export type SitePivotAnswer = PivotAnswer & { clients: number; asked: number; offline: number };

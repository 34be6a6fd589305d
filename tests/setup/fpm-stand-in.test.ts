import { describe, expect, it } from 'vitest';
import { controlFile, parseCall } from '../../tools/setup/packaging/fpm-stand-in.mjs';

const call = parseCall([
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgtk-3-0 | libgtk-3-0t64'],
  ...['--deb-compression', 'gz', '--architecture', 'amd64', '--name', 'tandem-test', '--version', '0.1.0'],
  ...['--maintainer', 'Tandem developers <tandem@tandem.invalid>', '--url', 'https://tandem.invalid/'],
  ...['--description', 'Learn cloud attach\n An offline lab.\n With devices.', '--conflicts', 'tandem'],
  ...['/build/linux-unpacked/=/opt/Tandem', 'tandem-lab=/usr/bin/tandem-lab'],
]);

describe('parseCall', () => {
  it('tells options, repeated options and files apart', () => {
    expect(call.options.get('-d')).toEqual(['libnss3', 'libgtk-3-0 | libgtk-3-0t64']);
    expect(call.options.get('--deb-compression')).toEqual(['gz']);
    expect(call.sources).toEqual([
      { from: '/build/linux-unpacked/', to: '/opt/Tandem' },
      { from: 'tandem-lab', to: '/usr/bin/tandem-lab' },
    ]);
  });
});

describe('controlFile', () => {
  it('is what dpkg-deb reads', () => {
    expect(controlFile(call, 1234)).toBe(
      `Package: tandem-test
Version: 0.1.0
Architecture: amd64
Maintainer: Tandem developers <tandem@tandem.invalid>
Installed-Size: 1234
Section: education
Homepage: https://tandem.invalid/
Depends: libnss3, libgtk-3-0 | libgtk-3-0t64
Conflicts: tandem
Description: Learn cloud attach
 An offline lab.
 With devices.
`,
    );
  });
});

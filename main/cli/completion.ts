/** What a shell is told of the command line: a name, one sentence, and options with their hyphens. */
export type CompletionTable = readonly { name: string; about: string; options: readonly string[] }[];

const program = 'tandem-lab';
const names = (table: CompletionTable): string => table.map(({ name }) => name).join(' ');
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** After the command a word that begins with a hyphen is an option, anything else a file. */
const bash = (table: CompletionTable): string => `# ${program}: completion for bash
_${program.replace('-', '_')}() {
  local word=\${COMP_WORDS[COMP_CWORD]} options=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted(names(table))} -- "$word"))
    return
  fi
  case \${COMP_WORDS[1]} in
${table.map(({ name, options }) => `    ${name}) options=${quoted(options.join(' '))} ;;`).join('\n')}
    help) options=${quoted(names(table))} ;;
  esac
  if [[ $word == -* || \${COMP_WORDS[1]} == help ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -F _${program.replace('-', '_')} ${program}
`;

const zsh = (table: CompletionTable): string => `#compdef ${program}
# ${program}: completion for zsh
_${program.replace('-', '_')}() {
  local -a commands
  commands=(
${table.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
${table.map(({ name, options }) => `    ${name}) [[ $PREFIX == -* ]] && compadd -- ${options.join(' ')} || _files ;;`).join('\n')}
    help) _describe command commands ;;
  esac
}
compdef _${program.replace('-', '_')} ${program}
`;

const fish = (table: CompletionTable): string =>
  [
    `# ${program}: completion for fish`,
    ...table.flatMap(({ name, about, options }) => [
      `complete -c ${program} -n __fish_use_subcommand -f -a ${name} -d ${quoted(about)}`,
      ...options.map(
        (option) => `complete -c ${program} -n '__fish_seen_subcommand_from ${name}' -l ${option.replace('--', '')}`,
      ),
    ]),
    '',
  ].join('\n');

const powershell = (table: CompletionTable): string => `# ${program}: completion for PowerShell
Register-ArgumentCompleter -Native -CommandName ${program} -ScriptBlock {
  param($word, $tree, $position)
  $options = @{
${table.map(({ name, options }) => `    '${name}' = ${options.map((option) => `'${option}'`).join(', ')}`).join('\n')}
  }
  $words = @($tree.CommandElements | ForEach-Object { $_.ToString() })
  $isFirst = $words.Count -le 1 -or ($words.Count -eq 2 -and $word -ne '')
  $offered = if ($isFirst) { $options.Keys | Sort-Object } elseif ($word -like '-*') { $options[$words[1]] } else { @() }
  $offered | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;

export const completionScripts = { bash, zsh, fish, powershell } as const;
export const isShell = (name: string): name is keyof typeof completionScripts => Object.hasOwn(completionScripts, name);

# What asv-umzug asks of a Windows machine, one verb a call: the sibling of host.sh, with the same verbs, answers and
# exit codes. PowerShell 5.1. Bulk data goes through the standard streams as bytes. Called as host.sh is: answer MARK VERB ..., or VERB ...
#   job folder: spec.json (the command, removed once read), claim\ (made by the one run that counts), command, pid, log, exit
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$utf8 = New-Object System.Text.UTF8Encoding $false
[Console]::OutputEncoding = $utf8
$here = $PSScriptRoot
$work = Split-Path -Parent $here
$verb = $args[0]
$rest = @($args | Select-Object -Skip 1)
$mark = ''
if ($verb -ceq 'answer') { # MARK VERB ...
  $mark = $args[1]
  $verb = $args[2]
  $rest = @($args | Select-Object -Skip 3)
}
$stdin = [Console]::OpenStandardInput()
$stdout = [Console]::OpenStandardOutput()

$said = [long] 0 # bytes of the answer so far

# Everything that goes out goes through here, so that its length is known.
function Give([byte[]] $bytes, [int] $count) {
  $stdout.Write($bytes, 0, $count)
  $script:said += $count
}

function Say([string] $text) {
  $bytes = $utf8.GetBytes($text)
  Give $bytes $bytes.Length
  $stdout.Flush()
}

# As in host.sh: an answer without the mark, the exit code and its length at its end was cut or mixed with something else.
function Mark-End([int] $code) {
  if ($mark) { Say ("$mark " + $code.ToString('000') + " $said`n") }
}

if ($mark) { # what a start file has written is no part of the answer
  Say "$mark begin`n"
  $said = [long] 0
}

function Leave([int] $code) {
  Mark-End $code
  exit $code
}

function Complain([int] $code, [string] $text) {
  [Console]::Error.WriteLine($text)
  Leave $code
}

# --- streams -----------------------------------------------------------------------------------------

function Read-Line {
  $line = New-Object System.Text.StringBuilder
  while ($true) {
    $next = $stdin.ReadByte()
    if ($next -lt 0 -or $next -eq 10) { return $line.ToString() }
    [void] $line.Append([char] $next)
  }
}

# The first line of the input gives the bytes that follow; what was cut on its way never counts.
function Read-Sized {
  $length = 0
  if (-not [int]::TryParse((Read-Line), [ref] $length)) { Leave 75 }
  $bytes = New-Object byte[] $length
  $done = 0
  while ($done -lt $length) {
    $read = $stdin.Read($bytes, $done, $length - $done)
    if ($read -le 0) { Leave 75 }
    $done += $read
  }
  , $bytes
}

function Write-Whole([string] $file, [byte[]] $bytes) {
  $new = "$file.$PID"
  $out = [IO.File]::Create($new)
  $out.Write($bytes, 0, $bytes.Length)
  $out.Flush($true)
  $out.Close()
  $waited = [Diagnostics.Stopwatch]::StartNew()
  while ($true) {
    try {
      if ([IO.File]::Exists($file)) { [IO.File]::Replace($new, $file, [NullString]::Value) } else { [IO.File]::Move($new, $file) }
      return
    } catch {
      if ($waited.Elapsed.TotalSeconds -gt 20) { throw } # others' readers, such as a virus scanner, hold it for moments
      Start-Sleep -Milliseconds 50
    }
  }
}

# What holds secrets goes, even if a virus scanner has it open at this moment.
function Remove-Surely([string] $file) {
  if (-not (Await 20 { try { [IO.File]::Delete($file); $true } catch { $false } })) { Complain 74 $file }
}

# Readers keep out nobody: a job that could not write its end beside one would look lost, and be begun anew.
function Open-Shared([string] $file) { [IO.File]::Open($file, 'Open', 'Read', 'ReadWrite, Delete') }

function Read-Text([string] $file) {
  $reader = New-Object IO.StreamReader (Open-Shared $file), $utf8
  try { $reader.ReadToEnd() } finally { $reader.Close() }
}

function Hash-Of([string] $file) {
  $in = Open-Shared $file
  $way = New-Object Security.Cryptography.SHA256CryptoServiceProvider
  try { [BitConverter]::ToString($way.ComputeHash($in)).Replace('-', '').ToLowerInvariant() } finally { $in.Close(); $way.Dispose() }
}

# --- processes -----------------------------------------------------------------------------------------

# WMI may hang; then the question fails, and is asked again.
function Ask([string] $class, [string[]] $properties, [string] $filter) {
  $question = @{ ClassName = $class; Property = $properties; OperationTimeoutSec = 60 }
  if ($filter) { $question.Filter = $filter }
  Get-CimInstance @question
}

# Which start of the machine this is: when its first program began. That was noted then and stays, while LastBootUpTime is
# reckoned back from the clock and moves with it.
function Boot {
  $first = @(Ask 'Win32_Process' @('ProcessId', 'CreationDate') "ParentProcessId = 4 AND Name = 'smss.exe'" | Where-Object { $_.CreationDate })
  if ($first.Count -ne 1) { Complain 74 'smss.exe' }
  $first[0].CreationDate.ToUniversalTime().Ticks.ToString()
}

# Without a redirection of its errors, which PowerShell would take for an error of its own.
function End-Tree([int] $id) { & taskkill.exe /PID $id /T /F | Out-Null }

# Start time of a process: tells it from a later one with the same number; empty if it is gone.
function Started([int] $id) {
  try { (Get-Process -Id $id).StartTime.ToUniversalTime().Ticks.ToString() } catch { '' }
}

# What lives of a job: its first process and those below it, oldest first. A process is below another if it names it as its
# parent and began after it: a number may come again. Where one in between has ended, what it started is not found any more.
function Members {
  $own = Fields "$folder\pid"
  if ($own[2] -ne (Boot)) { return }
  $all = @(Ask 'Win32_Process' @('ProcessId', 'ParentProcessId', 'CreationDate') | Where-Object { $_.CreationDate })
  $since = New-Object DateTime ([long] $own[1]), ([DateTimeKind]::Utc)
  $first = [int] $own[0]
  $again = @($all | Where-Object { $_.ProcessId -eq $first })
  $until = [DateTime]::MaxValue
  if ($again.Count -and (Started $first) -eq $own[1]) { $first } # the job's own
  elseif ($again.Count) { $until = $again[0].CreationDate.ToUniversalTime() } # another's by now
  $parents = New-Object System.Collections.Queue
  $parents.Enqueue(@($first, $since, $until))
  while ($parents.Count) {
    $parent = $parents.Dequeue()
    foreach ($one in $all) {
      $began = $one.CreationDate.ToUniversalTime()
      # CreationDate is coarser than the start time that was noted.
      if ($one.ParentProcessId -eq $parent[0] -and $one.ProcessId -ne $parent[0] -and $began -ge $parent[1].AddMilliseconds(-1) -and $began -lt $parent[2]) {
        [int] $one.ProcessId
        $parents.Enqueue(@([int] $one.ProcessId, $began, [DateTime]::MaxValue))
      }
    }
  }
}

function Epoch([DateTime] $time) { [DateTimeOffset]::new($time.ToUniversalTime()).ToUnixTimeSeconds() }

# --- detached work: jobs\KEY and runs\ID ---------------------------------------------------------------

function Prepare {
  $spec = Read-Sized
  if (There "$folder\claim") { return }
  [void] [IO.Directory]::CreateDirectory($folder)
  Write-Whole "$folder\spec.json" $spec
}

# sshd ends its children with the session (they are in its job object); what WMI starts is not in it.
function Launch([string] $how) {
  $line = 'powershell.exe -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "{0}" {1} "{2}"' -f $PSCommandPath, $how, $folder
  $answer = Invoke-CimMethod -ClassName Win32_Process -MethodName Create -Arguments @{ CommandLine = $line; CurrentDirectory = $work } -OperationTimeoutSec 60
  if ($answer.ReturnValue -ne 0) { Complain 71 "Win32_Process.Create: $($answer.ReturnValue)" }
}

# The file system itself refuses the second one: of two starts under one key exactly one goes on.
function Claim {
  if (There "$folder\claim") { return $false }
  try {
    [IO.File]::Open("$folder\claim", [IO.FileMode]::CreateNew, 'Write', 'ReadWrite, Delete').Close()
    $true
  } catch [IO.IOException] { $false }
}

function Own-Pid {
  $text = "$PID $(Started $PID) $(Boot) $(Epoch ([DateTime]::UtcNow))`n"
  Write-Whole "$folder\pid" $utf8.GetBytes($text)
}

function Scrub {
  foreach ($name in 'secrets', 'spec.json', 'input') {
    Remove-Item -LiteralPath "$folder\$name" -Recurse -Force -ErrorAction SilentlyContinue
  }
}

# Runs the command of the spec; its output goes to files, so that a service that it starts holds no stream of ours.
function Carry-Out([string] $outFile, [string] $errFile) {
  $spec = Read-Text "$folder\spec.json" | ConvertFrom-Json
  Remove-Surely "$folder\spec.json"
  $pass = $null
  if ($spec.token) {
    $pass = Token $spec.token.name ([long] $spec.token.number)
    if ($pass.Seen -ne [long] $spec.token.number) {
      $pass.Lock.Close()
      [IO.File]::AppendAllText($errFile, "asv-umzug: fencing token $($spec.token.number), seen $($pass.Seen)`n", $utf8)
      return 88
    }
  }
  try { Carry-Out-Spec $spec $outFile $errFile } finally { if ($pass) { $pass.Lock.Close() } }
}

function Carry-Out-Spec($spec, [string] $outFile, [string] $errFile) {
  [IO.File]::WriteAllText("$folder\command", (($spec.shown -join "`n") + "`n"), $utf8)
  if ($spec.path) { $env:PATH = $spec.path + ';' + $env:PATH }
  foreach ($one in $spec.environment.PSObject.Properties) { [Environment]::SetEnvironmentVariable($one.Name, $one.Value) }
  foreach ($one in $spec.secrets.PSObject.Properties) {
    [void] [IO.Directory]::CreateDirectory("$folder\secrets") # in the private work folder, whose rights it inherits
    [IO.File]::WriteAllText("$folder\secrets\$($one.Name)", $one.Value, $utf8)
    [Environment]::SetEnvironmentVariable($one.Name, "$folder\secrets\$($one.Name)")
  }
  $start = @{ FilePath = $spec.program; NoNewWindow = $true; PassThru = $true
    RedirectStandardOutput = $outFile; RedirectStandardError = $errFile
    WorkingDirectory = $(if ($spec.directory) { $spec.directory } else { $work }) }
  if ($spec.arguments) { $start.ArgumentList = $spec.arguments }
  # Always a file, an empty one for no input: what waits for a key (pause) must come to an end.
  [IO.File]::WriteAllText("$folder\input", [string] $spec.input, $utf8)
  $start.RedirectStandardInput = "$folder\input"
  try { $process = Start-Process @start } catch {
    [IO.File]::AppendAllText($errFile, $_.Exception.Message + "`n", $utf8)
    return 127
  }
  $handle = $process.Handle # without it the exit code is lost
  $limit = if ($spec.limit -gt 0) { [int] $spec.limit * 1000 } else { -1 }
  if (-not $process.WaitForExit($limit)) {
    End-Tree $process.Id
    return 124
  }
  $process.ExitCode
}

function Job { # runs detached
  if (-not (Claim)) { exit 0 }
  Own-Pid
  # Cancelled while it was starting: whoever cancelled waits for the pid and then sees this end.
  if ([IO.File]::Exists("$folder\cancelled") -or [IO.File]::Exists("$folder\lost") -or (Is-Shut)) { Scrub; exit 0 }
  $code = Carry-Out "$folder\log" "$folder\err"
  if ([IO.File]::Exists("$folder\err")) {
    $in = Open-Shared "$folder\err"
    $out = [IO.File]::Open("$folder\log", 'Append', 'Write', 'ReadWrite, Delete')
    $in.CopyTo($out)
    $in.Close()
    $out.Close()
    Remove-Item -LiteralPath "$folder\err" -Force -ErrorAction SilentlyContinue # a server that was started may hold it
  }
  Scrub
  $sum = Hash-Of "$folder\log"
  Write-Whole "$folder\exit" $utf8.GetBytes("$code $(Epoch ([DateTime]::UtcNow)) $sum`n")
}

function Short { # runs detached, too
  if (-not (Claim)) { exit 0 }
  Own-Pid
  if (Is-Shut) { Scrub; exit 0 }
  $code = Carry-Out "$folder\out" "$folder\err"
  Scrub
  Write-Whole "$folder\exit" $utf8.GetBytes("$code`n")
}

function Fields([string] $file) { (Read-Text $file).Trim() -split ' ' }

function Alive {
  if ([IO.File]::Exists("$folder\exit") -or -not [IO.File]::Exists("$folder\pid")) { return $false }
  $own = Fields "$folder\pid"
  if ($own[2] -ne (Boot)) { return $false }
  if ($own[1] -eq (Started ([int] $own[0]))) { return $true }
  # Its first process was ended. It goes on as long as one that this has started does; what was once seen to be over stays so.
  if ([IO.File]::Exists("$folder\lost")) { return $false }
  @(Members).Count -gt 0
}

function Status {
  if ([IO.File]::Exists("$folder\exit")) {
    $end = Fields "$folder\exit"
    $started = if ([IO.File]::Exists("$folder\pid")) { (Fields "$folder\pid")[3] } else { $end[1] }
    return "ended $($end[0]) $started $($end[1])"
  }
  if (-not (There "$folder\claim")) { return 'none' }
  if (-not [IO.File]::Exists("$folder\pid")) {
    $claimed = [IO.File]::GetCreationTimeUtc("$folder\claim")
    # The pid is written right after the claim; a claim this old without a pid was killed in between.
    if (-not [IO.File]::Exists("$folder\cancelled") -and ([DateTime]::UtcNow - $claimed).TotalSeconds -lt 20) {
      return "running 0 $(Epoch $claimed)"
    }
    [IO.File]::WriteAllText("$folder\lost", '') # should it only be slow, it must not go on any more
    Scrub
    return 'lost starting'
  }
  $own = Fields "$folder\pid"
  if (Alive) { return "running $($own[0]) $($own[3])" }
  if ([IO.File]::Exists("$folder\exit")) { return Status } # it ended between the two looks
  [IO.File]::WriteAllText("$folder\lost", '')
  Scrub
  if ([IO.File]::Exists("$folder\cancelled")) { 'lost cancelled' }
  elseif ($own[2] -eq (Boot)) { 'lost killed' }
  else { 'lost rebooted' }
}

function Await([int] $seconds, [scriptblock] $condition) {
  $waited = [Diagnostics.Stopwatch]::StartNew() # the clock may be stepped meanwhile
  while (-not (& $condition)) {
    if ($waited.Elapsed.TotalSeconds -gt $seconds) { return $false }
    Start-Sleep -Milliseconds 50
  }
  $true
}

function Start-Job-Once {
  Prepare
  if (-not (There "$folder\claim")) { Launch 'job' }
  if (-not (Await 20 { [IO.File]::Exists("$folder\pid") -or [IO.File]::Exists("$folder\exit") })) { Complain 71 'the job did not start' }
  Say ((Status) + "`n")
}

function Run-Once {
  Prepare
  if (-not (There "$folder\claim")) { Launch 'short' }
  $tries = 0
  while (-not [IO.File]::Exists("$folder\exit")) {
    if ([IO.File]::Exists("$folder\pid")) {
      if (-not (Alive) -and -not [IO.File]::Exists("$folder\exit")) { Complain 70 'the command was killed' }
    } elseif (++$tries -gt 600) { Complain 71 'the command did not start' }
    Start-Sleep -Milliseconds 50
  }
  $code = (Fields "$folder\exit")[0]
  $parts = foreach ($name in 'out', 'err') { , (Head-Of "$folder\$name") }
  Say "$code $($parts[0].Length) $($parts[1].Length)`n"
  foreach ($part in $parts) { Give $part $part.Length }
  $stdout.Flush()
  Mark-End 0 # the answer is complete
  $script:mark = ''
  if ($stdin.ReadByte() -ge 0) { Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue }
}

function Head-Of([string] $file) {
  if (-not [IO.File]::Exists($file)) { return , (New-Object byte[] 0) }
  $in = Open-Shared $file
  $bytes = New-Object byte[] ([Math]::Min(1048576, $in.Length))
  $read = $in.Read($bytes, 0, $bytes.Length)
  $in.Close()
  if ($read -lt $bytes.Length) { [Array]::Resize([ref] $bytes, $read) }
  , $bytes
}

function Cancel {
  if (-not [IO.Directory]::Exists($folder)) { return }
  [IO.File]::WriteAllText("$folder\cancelled", '')
  # A run that has not claimed its key yet must not do so any more.
  if (Claim) { Scrub; return }
  [void] (Await 20 { [IO.File]::Exists("$folder\pid") })
  $waited = [Diagnostics.Stopwatch]::StartNew()
  while (Alive) {
    foreach ($id in @(Members)) { End-Tree $id }
    if ($waited.Elapsed.TotalSeconds -gt 20) { Complain 70 "$(@(Members))" }
    Start-Sleep -Milliseconds 50
  }
  Scrub
}

# As in host.sh: nothing of that owner begins any more, and what has begun is ended.
function Shut([string] $owner) {
  [void] [IO.Directory]::CreateDirectory("$work\shut")
  [IO.File]::WriteAllText("$work\shut\$owner", '')
  foreach ($kind in 'jobs', 'runs') {
    foreach ($one in [IO.Directory]::GetDirectories("$work\$kind", "$owner.*")) {
      if (-not [IO.File]::Exists("$one\exit")) {
        $script:folder = $one
        Cancel
      }
    }
  }
}

function Is-Shut { [IO.File]::Exists("$work\shut\" + ([IO.Path]::GetFileName($folder) -split '\.')[0]) }

# --- fencing: as in host.sh ------------------------------------------------------------------------------

# The highest number seen, which may be this one, and the open lock; nothing inherits it.
function Token([string] $name, [long] $number) {
  [void] [IO.Directory]::CreateDirectory("$work\tokens")
  $lock = $null
  $waited = [Diagnostics.Stopwatch]::StartNew()
  while ($null -eq $lock) {
    try { $lock = [IO.File]::Open("$work\tokens\$name.lock", 'OpenOrCreate', 'ReadWrite', 'None') } catch {
      if ($waited.Elapsed.TotalSeconds -gt 120) { Complain 69 $name }
      Start-Sleep -Milliseconds 50
    }
  }
  $seen = [long] 0
  if ([IO.File]::Exists("$work\tokens\$name")) { $seen = [long] (Fields "$work\tokens\$name")[0] }
  if ($seen -lt $number) {
    Write-Whole "$work\tokens\$name" $utf8.GetBytes("$number`n")
    $seen = $number
  }
  @{ Seen = $seen; Lock = $lock }
}

function Fence-Off([string] $name, [long] $number) {
  $token = Token $name $number
  $token.Lock.Close()
  if ($token.Seen -ne $number) { Complain 88 "$($token.Seen)" }
}

# --- files -----------------------------------------------------------------------------------------------

function There([string] $path) { [IO.File]::Exists($path) -or [IO.Directory]::Exists($path) }

function Kind($item) {
  if ($item.Attributes -band [IO.FileAttributes]::ReparsePoint) { 'l' }
  elseif ($item -is [IO.DirectoryInfo]) { 'd' } else { 'f' }
}

function Entry($item, [string] $name) {
  $size = if ($item -is [IO.FileInfo]) { $item.Length } else { 0 }
  $ticks = $item.LastWriteTimeUtc.Ticks - 621355968000000000
  $seconds = ([decimal] $ticks / 10000000).ToString([Globalization.CultureInfo]::InvariantCulture)
  "$(Kind $item)`t$size`t$seconds`t$name`0"
}

function Stat-File([string] $path) {
  if ([IO.Directory]::Exists($path)) { $item = New-Object IO.DirectoryInfo $path }
  elseif ([IO.File]::Exists($path)) { $item = New-Object IO.FileInfo $path }
  else { return }
  Say (Entry $item $item.Name)
}

# A link that leads nowhere is itself.
function Stat-Behind([string] $path) {
  try {
    if ([IO.Directory]::Exists($path)) {
      $item = New-Object IO.DirectoryInfo $path
      $null = $item.GetFileSystemInfos()
      $entry = "d`t0"
    } elseif ([IO.File]::Exists($path)) {
      $item = New-Object IO.FileInfo $path
      $stream = New-Object IO.FileStream($path, [IO.FileMode]::Open, [IO.FileAccess]::Read, ([IO.FileShare]::ReadWrite -bor [IO.FileShare]::Delete))
      try { $entry = "f`t$($stream.Length)" } finally { $stream.Dispose() }
    } else { return }
  } catch [IO.IOException] {
    Stat-File $path
    return
  }
  $ticks = $item.LastWriteTimeUtc.Ticks - 621355968000000000
  $seconds = ([decimal] $ticks / 10000000).ToString([Globalization.CultureInfo]::InvariantCulture)
  Say "$entry`t$seconds`t$($item.Name)`0"
}

function Real-Path([string] $path) {
  if (There $path) {
    $item = Get-Item -LiteralPath $path -Force
    if ((Kind $item) -eq 'l') {
      $target = [string] ($item.Target | Select-Object -First 1)
      if ($target) {
        if (-not [IO.Path]::IsPathRooted($target)) { $target = [IO.Path]::Combine([IO.Path]::GetDirectoryName($path), $target) }
        $path = [IO.Path]::GetFullPath($target).Replace('\', '/')
      }
    }
  }
  Say "$path`n"
}

function List-Below($folderInfo, [string] $prefix) {
  foreach ($item in $folderInfo.GetFileSystemInfos()) {
    Say (Entry $item ($prefix + $item.Name))
    if ((Kind $item) -eq 'd') { List-Below $item ($prefix + $item.Name + '/') }
  }
}

function Read-File([string] $path, [long] $offset) {
  if (-not [IO.File]::Exists($path)) { Complain 66 $path }
  $in = Open-Shared $path
  [void] $in.Seek($offset, 'Begin')
  $block = New-Object byte[] 262144
  while (($read = $in.Read($block, 0, $block.Length)) -gt 0) { Give $block $read }
  $stdout.Flush()
  $in.Close()
}

# Opened so that no second writer gets in; a writer whose connection was cut has ended before, or this one waits for it.
function Write-File([string] $path, [long] $offset) {
  $out = $null
  [void] (Await 60 { try { $script:writing = [IO.File]::Open($path, 'OpenOrCreate', 'Write', 'Read'); $true } catch [IO.DirectoryNotFoundException] { Complain 66 $path } catch [IO.IOException] { $false } })
  $out = $script:writing
  if (-not $out) { Complain 69 $path }
  if ($out.Length -lt $offset) { $out.Close(); Complain 72 $path }
  $out.SetLength($offset)
  [void] $out.Seek($offset, 'Begin')
  Say "ok`n"
  $stdin.CopyTo($out, 262144)
  $out.Close()
}

# The input lists sizes and files, each ending with NUL.
function Read-Parts {
  $list = $utf8.GetString((Read-Sized)).Split([char] 0)
  for ($at = 0; $at + 1 -lt $list.Length; $at += 2) {
    if (-not [IO.File]::Exists($list[$at + 1])) { Complain 66 $list[$at + 1] }
    $in = Open-Shared $list[$at + 1]
    if ($in.Length -lt [long] $list[$at]) { $in.Close(); Complain 72 $list[$at + 1] }
    $all = Pump $in $null ([long] $list[$at])
    $in.Close()
    if (-not $all) { Complain 72 $list[$at + 1] }
  }
  $stdout.Flush()
}

# As Read-Parts; what follows the list is the content.
function Write-Parts {
  $list = $utf8.GetString((Read-Sized)).Split([char] 0)
  for ($at = 0; $at + 1 -lt $list.Length; $at += 2) {
    $out = [IO.File]::Create($list[$at + 1])
    $all = Pump $stdin $out ([long] $list[$at])
    $out.Close()
    if (-not $all) { Complain 74 'not all parts came' } # cut: the next file is not touched
  }
}

# Whether as many bytes came. To nowhere means into the answer.
function Pump($from, $to, [long] $bytes) {
  $block = New-Object byte[] 262144
  while ($bytes -gt 0) {
    $read = $from.Read($block, 0, [Math]::Min($block.Length, $bytes))
    if ($read -le 0) { return $false }
    if ($null -eq $to) { Give $block $read } else { $to.Write($block, 0, $read) }
    $bytes -= $read
  }
  $true
}

function Move-There([string] $from, [string] $to) {
  if (There $to) { Complain 73 $to }
  if ([IO.Directory]::Exists($from)) { [IO.Directory]::Move($from, $to) }
  elseif ([IO.File]::Exists($from)) { [IO.File]::Move($from, $to) }
  else { Complain 66 $from }
}

function Move-Again([string] $from, [string] $to) {
  if ((There $from) -or -not (There $to)) { Move-There $from $to }
}

function Copy-There([string] $from, [string] $to) {
  if (There $to) { Complain 73 $to }
  if (-not [IO.File]::Exists($from)) { Complain 66 $from }
  [IO.File]::Copy($from, $to)
  [IO.File]::SetLastWriteTimeUtc($to, [IO.File]::GetLastWriteTimeUtc($from))
}

function Sum-Of([string] $path) {
  if (-not [IO.File]::Exists($path)) { Complain 66 $path }
  Hash-Of $path
}

function Create-Folder([string] $path) { [void] [IO.Directory]::CreateDirectory($path) }

function Many([string] $what, [int] $number) {
  $paths = @($utf8.GetString((Read-Sized)).Split([char] 0) | Where-Object { $_ -ne '' })
  $step = if ('copy', 'move_again' -contains $what) { 2 } else { 1 }
  for ($at = 0; $at -lt $paths.Count; $at += $step) {
    switch ($what) {
      'sha256' { Say ((Sum-Of $paths[$at]) + "`n") }
      'create' { Create-Folder $paths[$at] }
      'copy' { Copy-There $paths[$at] $paths[$at + 1] }
      'move_again' { Move-Again $paths[$at] $paths[$at + 1] }
      default { Leave 64 }
    }
  }
}

# --- the machine -----------------------------------------------------------------------------------------

# In the form of host.sh: a header a process, then its command line.
function Processes {
  # Without these rights the command lines of others' processes are hidden: nothing could be proven by not seeing one.
  $me = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
  if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { Complain 77 'hidden' }
  foreach ($one in Ask 'Win32_Process' @('ProcessId', 'CommandLine', 'ExecutablePath', 'Name')) {
    # One whose command line is hidden is there all the same: what it may be is not decided here.
    $line = if ($one.CommandLine) { $one.CommandLine } elseif ($one.ExecutablePath) { "? $($one.ExecutablePath)" } else { "? $($one.Name)" }
    Say "`n==> /proc/$($one.ProcessId)/cmdline <==`n$line`n"
  }
}

# Every address of a name counts: a server may listen on one of them only (localhost is ::1 and 127.0.0.1).
function Reaches([string] $address, [int] $port) {
  try { $resolved = [Net.Dns]::GetHostAddresses($address) } catch { Complain 68 $address }
  $unclear = ''
  foreach ($one in $resolved) {
    $client = New-Object Net.Sockets.TcpClient $one.AddressFamily
    try {
      $open = $client.BeginConnect($one, $port, $null, $null)
      if ($open.AsyncWaitHandle.WaitOne(3000)) {
        $client.EndConnect($open)
        Say "open`n"
        return
      }
    } catch [Net.Sockets.SocketException] {
      # refused, unreachable, timed out, no such family; anything else says nothing about that port
      if (10061, 10060, 10065, 10051, 10047 -notcontains $_.Exception.GetBaseException().ErrorCode) { $unclear = $_.Exception.Message }
    } finally { $client.Close() }
  }
  if ($unclear) { Complain 69 $unclear }
  Say "closed`n"
}

function Find-Program([string] $name, [string] $path, [string[]] $folders) {
  $endings = if ([IO.Path]::HasExtension($name)) { @('') } else { '.exe', '.cmd', '.bat' }
  $places = @()
  foreach ($part in ($path + ';' + $env:PATH).Split(';')) { if ($part) { $places += , @(0, $part) } }
  for ($number = 1; $number -le $folders.Count; $number++) {
    $pattern = $folders[$number - 1]
    $found = if ($pattern.Contains('*')) { @(Get-Item -Path $pattern -ErrorAction SilentlyContinue | ForEach-Object { $_.FullName.Replace('\', '/') }) } else { @($pattern) }
    foreach ($part in $found) { $places += , @($number, $part) }
  }
  foreach ($place in $places) {
    foreach ($ending in $endings) {
      $file = $place[1].TrimEnd('\', '/') + '/' + $name + $ending
      if ([IO.File]::Exists($file)) { Say "$($place[0])`t$file`n" }
    }
  }
}

function Free([string] $path) {
  while (-not (There $path)) { $path = Split-Path -Parent $path }
  $drive = New-Object IO.DriveInfo ([IO.Path]::GetPathRoot([IO.Path]::GetFullPath($path)))
  Say "$($drive.AvailableFreeSpace) 1`n"
}

function Own([string] $path, [string] $user) {
  & icacls.exe $path /setowner $user /T /Q | Out-Null
  if ($LASTEXITCODE -ne 0) { Complain 67 $user }
}

# -----------------------------------------------------------------------------------------------------------

try {
  switch -CaseSensitive ($verb) {
    'job' { $folder = $rest[0]; Job }
    'short' { $folder = $rest[0]; Short }
    'start' { $folder = "$work\jobs\$($rest[0])"; Start-Job-Once }
    'status' { $folder = "$work\jobs\$($rest[0])"; Say ((Status) + "`n") }
    'cancel' { $folder = "$work\jobs\$($rest[0])"; Cancel }
    'pids' {
      $folder = "$work\jobs\$($rest[0])"
      if (Alive) { foreach ($one in @(Members)) { Say "$one`n" } }
    }
    'remove' {
      $folder = "$work\jobs\$($rest[0])"
      if ((Status).StartsWith('running')) { Complain 70 'still running' }
      if ([IO.Directory]::Exists($folder)) { Remove-Item -LiteralPath $folder -Recurse -Force }
    }
    'shut' { Shut $rest[0] }
    'fence' { Fence-Off $rest[0] ([long] $rest[1]) }
    'run' { $folder = "$work\runs\$($rest[0])"; Run-Once }
    'log' {
      $file = "$work\jobs\$($rest[0])\log"
      if ([IO.File]::Exists($file)) {
        $in = Open-Shared $file
        if ([long] $rest[1] -lt $in.Length) {
          [void] $in.Seek([long] $rest[1], 'Begin')
          $bytes = New-Object byte[] ([Math]::Min(1048576, $in.Length - [long] $rest[1]))
          $read = $in.Read($bytes, 0, $bytes.Length)
          Give $bytes $read
          $stdout.Flush()
        }
        $in.Close()
      }
    }
    'jobs' { foreach ($one in [IO.Directory]::GetDirectories("$work\jobs")) { Say ([IO.Path]::GetFileName($one) + "`n") } }
    'processes' { Processes }
    'reaches' { Reaches $rest[0] ([int] $rest[1]) }
    'find_program' { Find-Program $rest[0] $rest[1] @($rest | Select-Object -Skip 2) }
    'stat_file' { Stat-File $rest[0] }
    'stat_behind' { Stat-Behind $rest[0] }
    'real_path' { Real-Path $rest[0] }
    'list' { if (-not [IO.Directory]::Exists($rest[0])) { Complain 66 $rest[0] }; List-Below (New-Object IO.DirectoryInfo $rest[0]) '' }
    'read_file' { Read-File $rest[0] ([long] $rest[1]) }
    'write_file' { Write-File $rest[0] ([long] $rest[1]) }
    'read_parts' { Read-Parts }
    'write_parts' { Write-Parts }
    'write_text' { Write-Whole $rest[0] (Read-Sized) }
    'move' { Move-There $rest[0] $rest[1] }
    'move_again' { Move-Again $rest[0] $rest[1] }
    'copy' { Copy-There $rest[0] $rest[1] }
    'copy_sum' { Copy-There $rest[0] $rest[1]; Say ((Sum-Of $rest[1]) + "`n") }
    'many' { Many $rest[0] ([int] $rest[1]) }
    'sha256' { Say ((Sum-Of $rest[0]) + "`n") }
    'free' { Free $rest[0] }
    'create' { Create-Folder $rest[0] }
    'delete' { if (There $rest[0]) { Remove-Item -LiteralPath $rest[0] -Recurse -Force } }
    'clock' { $ticks = [DateTime]::UtcNow.Ticks - 621355968000000000; Say (([decimal] $ticks / 10000000).ToString([Globalization.CultureInfo]::InvariantCulture) + "`n") }
    'own' { Own $rest[0] $rest[1] }
    default { Leave 64 }
  }
  Leave 0
} catch {
  Complain 74 $_.Exception.Message
}

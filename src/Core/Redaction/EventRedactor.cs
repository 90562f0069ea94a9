using System.Text.Json;
using System.Text.Json.Nodes;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Redaction;

/// <summary>Redacts every text of every event but output lines. An event this class does not know is redacted member by member.</summary>
internal sealed class EventRedactor(RedactionChoices choices, SecretScanner scanner, Placeholders placeholders)
{
    private readonly TextRedactor _text = new(scanner, placeholders);

    public BootEvent Redact(BootEvent bootEvent) => bootEvent switch
    {
        BootAdmitted or BuildProgress or OutputDropped or DaemonConnected or LaunchFlagReceived or CallProgressed => bootEvent,
        BootRequested requested => Redact(requested),
        LogImported log => Redact(log),
        LockWaiting waiting => waiting with { HolderCommand = choices.CommandLine ? Text(waiting.HolderCommand) : null },
        DiskPrepared disk => Redact(disk),
        ProcessStarted started => Redact(started),
        CancelRequested cancel => new CancelRequested(Name(cancel.By)),
        StopRequested stop => new StopRequested(Name(stop.By)),
        BootEnded ended => ended with { Sentence = _text.Redact(ended.Sentence), Evidence = choices.Console ? ended.Evidence : null },
        _ => RedactMembers(bootEvent),
    };

    private BootRequested Redact(BootRequested requested)
    {
        var by = Name(requested.RequestedBy);
        if (choices.Redact)
        {
            scanner.Known.Add(RedactionKind.User, requested.RequestedBy);
            scanner.LearnHost(requested.Host.Host);
        }

        var host = Redact(requested.Host);
        foreach (var disk in requested.Request.Disks)
        {
            LearnDisk(disk.Source, disk.DiskLabel);
        }

        if (!choices.CommandLine)
        {
            scanner.Known.Add(RedactionKind.Withheld, requested.Request.Append);
        }

        return requested with { Request = Redact(requested.Request), RequestedBy = by, Host = host };
    }

    private BootRequest Redact(BootRequest request) => request with
    {
        RequestId = choices.Redact ? null : request.RequestId,
        Title = Text(request.Title),
        Label = Text(request.Label),
        Disks = [.. request.Disks.Select(disk => disk with
        {
            Source = DiskName(disk.Source),
            Format = Text(disk.Format),
            DiskLabel = Text(disk.DiskLabel),
        })],
        AppliancePath = Text(request.AppliancePath),
        Append = choices.CommandLine || request.Append is null ? Text(request.Append) : placeholders.For(RedactionKind.Withheld, ""),
    };

    private ProcessStarted Redact(ProcessStarted started)
    {
        var append = started.Arguments.ToList().IndexOf("-append") + 1;
        if (append > 0 && append < started.Arguments.Count)
        {
            scanner.LearnCommand(started.Arguments[append]);
        }

        return started with
        {
            Program = _text.Redact(started.Program),
            Arguments = choices.CommandLine ? [.. started.Arguments.Select(_text.Redact)] : [],
        };
    }

    private HostFacts Redact(HostFacts host) => new()
    {
        Host = !choices.Environment ? "" : choices.Redact && host.Host.Length > 0 ? placeholders.For(RedactionKind.Host, host.Host) : host.Host,
        Os = choices.Environment ? _text.Redact(host.Os) : "",
        Kernel = choices.Environment ? _text.Redact(host.Kernel) : "",
        CpuModel = choices.Environment ? _text.Redact(host.CpuModel) : "",
        Cpus = choices.Environment ? host.Cpus : 0,
        MemoryMiB = choices.Environment ? host.MemoryMiB : 0,
        Guestfs = _text.Redact(host.Guestfs),
        Qemu = _text.Redact(host.Qemu),
        Supermin = _text.Redact(host.Supermin),
    };

    /// <summary>Examples are lines, and the environment is a list of variables.</summary>
    private LogImported Redact(LogImported log) => log with
    {
        Environment = choices.Environment ? [.. log.Environment.Select(_text.Redact)] : [],
        File = FileName(log.File),
        Program = Text(log.Program),
        Libguestfs = Text(log.Libguestfs),
        ClockNote = _text.Redact(log.ClockNote),
        Examples = choices.Console ? [.. log.Examples.Select(_text.Redact)] : [],
        Wrappings = [.. log.Wrappings.Select(_text.Redact)],
    };

    public BootImport Redact(BootImport import)
    {
        if (choices.Redact)
        {
            scanner.Known.Add(RedactionKind.User, import.By);
        }

        return import with { File = FileName(import.File), By = Name(import.By), Sha256 = null };
    }

    private string? FileName(string? file) =>
        choices.Redact && file is { Length: > 0 } ? placeholders.For(RedactionKind.Path, file) : file;

    private DiskPrepared Redact(DiskPrepared disk)
    {
        LearnDisk(disk.Source, label: null);
        return disk with { GuestName = _text.Redact(disk.GuestName), Source = DiskName(disk.Source), Format = _text.Redact(disk.Format) };
    }

    private string? Text(string? text) => text is null ? null : _text.Redact(text);

    private string Name(string name) =>
        choices.Redact && !Vocabulary.Has(name) && name.Length > 0 ? placeholders.For(RedactionKind.User, name) : name;

    /// <summary>Disks that are made for one boot have no name of anybody's.</summary>
    private static bool IsNameless(string source) =>
        source.Length == 0 || source.StartsWith("scratch:", StringComparison.Ordinal) || source is "/dev/null" or "null";

    private string DiskName(string source) =>
        IsNameless(source) ? source
        : !choices.DiskNames ? placeholders.For(RedactionKind.Disk, source)
        : choices.Redact ? placeholders.For(RedactionKind.Path, source)
        : source;

    private void LearnDisk(string source, string? label)
    {
        if (choices.Redact)
        {
            scanner.Known.Add(RedactionKind.Serial, label);
        }

        if (IsNameless(source) || (choices.DiskNames && !choices.Redact))
        {
            return;
        }

        var kind = choices.DiskNames ? RedactionKind.Path : RedactionKind.Disk;
        var relative = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var name = relative[(relative.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        scanner.Known.Add(kind, source);
        scanner.Known.Add(kind, relative, source);
        scanner.Known.Add(kind, name, source);
        if (dot > 3)
        {
            scanner.Known.Add(kind, name[..dot], source);
        }

        if (!choices.DiskNames)
        {
            scanner.Known.Add(kind, label, source);
        }
    }

    private BootEvent RedactMembers(BootEvent bootEvent)
    {
        var json = JsonNode.Parse(JournalJson.WriteEvent(bootEvent))!;
        RedactStrings(json);
        return JournalJson.ReadEvent(json.ToJsonString());
    }

    private void RedactStrings(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToList())
                {
                    if (name != "type" || member?.GetValueKind() != JsonValueKind.String || node.Parent is not null)
                    {
                        Redact(member, text => members[name] = text);
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var index = i;
                    Redact(items[i], text => items[index] = text);
                }

                break;
        }
    }

    private void Redact(JsonNode? node, Action<string> replace)
    {
        if (node?.GetValueKind() == JsonValueKind.String)
        {
            replace(_text.Redact(node.GetValue<string>()));
        }
        else if (node is not null)
        {
            RedactStrings(node);
        }
    }
}

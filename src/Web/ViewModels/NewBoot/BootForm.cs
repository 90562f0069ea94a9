using System.Globalization;
using Guestfs.Journal;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Guestfs.Web.ViewModels.NewBoot;

/// <summary>
/// The New boot form as an address: <c>?disk=images:a.qcow2&amp;disk1.format=qcow2&amp;mem=2048&amp;accel=tcg</c>. Disks count from 1 in
/// the order of their <c>disk</c> values. What has its default is left out; what cannot be read keeps its default.
/// </summary>
public static class BootForm
{
    private const int MostDisks = 255;

    private static readonly BootRequest Default = new();

    public static BootRequest Read(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var given = query.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        var sources = given.GetValueOrDefault("disk").Where(static source => !string.IsNullOrEmpty(source)).Take(MostDisks);
        return new BootRequest
        {
            Title = Text(given, "title"),
            Label = Text(given, "label"),
            Disks = [.. sources.Select((source, index) => Disk(given, source!, $"disk{index + 1}."))],
            AppliancePath = Text(given, "appliance"),
            MemoryMiB = Number(given, "mem"),
            Cpus = Number(given, "smp") ?? Default.Cpus,
            Accelerator = Choice(given, "accel", Default.Accelerator),
            Network = Flag(given, "net"),
            Append = Text(given, "append"),
            Verbosity = Choice(given, "verbose", Default.Verbosity),
            TimeLimitSeconds = Number(given, "limit"),
            WhenReady = Choice(given, "ready", Default.WhenReady),
            IdleStopSeconds = Number(given, "idle"),
            RebuildAppliance = Flag(given, "rebuild"),
            RecheckAccelerator = Flag(given, "recheck"),
        };
    }

    /// <summary>The query string that reads back as <paramref name="request"/>, without its request id; empty for the defaults.</summary>
    public static string Write(BootRequest request)
    {
        var query = new QueryBuilder();
        for (var i = 0; i < request.Disks.Count; i++)
        {
            Write(query, request.Disks[i], $"disk{i + 1}.");
        }

        Add(query, "title", request.Title);
        Add(query, "label", request.Label);
        Add(query, "appliance", request.AppliancePath);
        Add(query, "mem", Digits(request.MemoryMiB));
        Add(query, "smp", request.Cpus == Default.Cpus ? null : Digits(request.Cpus));
        Add(query, "accel", Name(request.Accelerator, Default.Accelerator));
        Add(query, "net", Mark(request.Network));
        Add(query, "append", request.Append);
        Add(query, "verbose", Name(request.Verbosity, Default.Verbosity));
        Add(query, "limit", Digits(request.TimeLimitSeconds));
        Add(query, "ready", Name(request.WhenReady, Default.WhenReady));
        Add(query, "idle", Digits(request.IdleStopSeconds));
        Add(query, "rebuild", Mark(request.RebuildAppliance));
        Add(query, "recheck", Mark(request.RecheckAccelerator));
        return query.ToQueryString().Value ?? "";
    }

    private static DiskRequest Disk(Dictionary<string, StringValues> given, string source, string prefix) => new()
    {
        Source = source,
        Format = Text(given, prefix + "format") ?? "raw",
        Writable = Flag(given, prefix + "write"),
        DiskLabel = Text(given, prefix + "label"),
        BlockSize = Number(given, prefix + "block"),
    };

    private static void Write(QueryBuilder query, DiskRequest disk, string prefix)
    {
        query.Add("disk", disk.Source);
        Add(query, prefix + "format", disk.Format == "raw" ? null : disk.Format);
        Add(query, prefix + "write", Mark(disk.Writable));
        Add(query, prefix + "label", disk.DiskLabel);
        Add(query, prefix + "block", Digits(disk.BlockSize));
    }

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            query.Add(name, value);
        }
    }

    private static string? Text(Dictionary<string, StringValues> given, string name) =>
        given.GetValueOrDefault(name).LastOrDefault() is { Length: > 0 } value ? value : null;

    private static int? Number(Dictionary<string, StringValues> given, string name) =>
        int.TryParse(Text(given, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Flag(Dictionary<string, StringValues> given, string name) => Text(given, name) == "1";

    private static T Choice<T>(Dictionary<string, StringValues> given, string name, T otherwise)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(Text(given, name), StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(Text(given, name)!, ignoreCase: true) : otherwise;

    private static string? Name<T>(T value, T otherwise)
        where T : struct, Enum => value.Equals(otherwise) ? null : value.ToString().ToLowerInvariant();

    private static string? Digits(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Mark(bool flag) => flag ? "1" : null;
}

using System.Net;
using Guestfs.Disks;
using Guestfs.Timeline;
using Microsoft.Extensions.Options;

namespace Guestfs.Web.Configuration;

/// <summary>Gathers every value that is out of range. Each message names the key, the value and what is allowed.</summary>
public sealed class GuestfsOptionsValidator : IValidateOptions<GuestfsOptions>
{
    private const long LeastBytes = 64L << 20;
    private const long MostBytes = 1L << 50;

    /// <summary>The stages in which silence is a sign of trouble.</summary>
    private static readonly string[] Stalling =
    [
        StageNames.Qemu, StageNames.Firmware, StageNames.Kernel, StageNames.Initrd, StageNames.Root, StageNames.Init, StageNames.Daemon,
        StageNames.Session, StageNames.Shutdown,
    ];

    public ValidateOptionsResult Validate(string? name, GuestfsOptions options)
    {
        var errors = new List<string>();
        Directory(errors, "Data", options.Data, required: true);
        Listen(errors, options);
        Range(errors, "Access:LinkMinutes", options.Access.LinkMinutes, 1, 10_080);
        Range(errors, "Access:SessionDays", options.Access.SessionDays, 1, 365);
        Roots(errors, options.Disks.Roots);
        Directory(errors, "Appliance:CacheDirectory", options.Appliance.CacheDirectory, required: false);
        Directory(errors, "Qemu:TemporaryDirectory", options.Qemu.TemporaryDirectory, required: false);
        for (var i = 0; i < options.Appliance.Directories.Count; i++)
        {
            Directory(errors, $"Appliance:Directories:{i}", options.Appliance.Directories[i], required: true);
        }

        Range(errors, "Qemu:DefaultMemoryMiB", options.Qemu.DefaultMemoryMiB ?? 1280, 256, 1_048_576);
        Range(errors, "Boots:Concurrent", options.Boots.Concurrent ?? 1, 1, 256);
        Range(errors, "Boots:Queued", options.Boots.Queued, 0, 10_000);
        Range(errors, "Boots:TimeLimitSeconds", options.Boots.TimeLimitSeconds, 5, 86_400);
        Range(errors, "Boots:KvmSilenceSeconds", options.Boots.KvmSilenceSeconds, 1, 3_600);
        Stalls(errors, options.Boots.StallSeconds);
        Range(errors, "Retention:Days", options.Retention.Days, 0, 36_500);
        Range(errors, "Retention:MaxBoots", options.Retention.MaxBoots, 0, int.MaxValue);
        if (options.Retention.MaxBytes is not 0 and (< LeastBytes or > MostBytes))
        {
            errors.Add($"{Key("Retention:MaxBytes")} is {options.Retention.MaxBytes}; 0 for no limit or {LeastBytes} (64 MiB, as much as one boot may take) to {MostBytes} is allowed.");
        }

        Range(errors, "Retention:ConsoleHeadMiB", options.Retention.ConsoleHeadMiB, 1, 1_024);
        Range(errors, "Retention:ConsoleTailMiB", options.Retention.ConsoleTailMiB, 1, 4_096);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Listen(List<string> errors, GuestfsOptions options)
    {
        Range(errors, "Listen:Port", options.Listen.Port, 0, 65_535);
        if (!IPAddress.TryParse(options.Listen.Address, out var address))
        {
            Add(errors, "Listen:Address", options.Listen.Address, "an IP address such as 127.0.0.1, ::1 or 0.0.0.0 is needed");
        }
        else if (!IPAddress.IsLoopback(address) && options.Access.Mode is null)
        {
            Add(
                errors,
                "Listen:Address",
                options.Listen.Address,
                $"other machines could reach it, so {Key("Access:Mode")} must be chosen: LoginLink (a one-time link signs browsers in) or Unsecured (anyone may do everything)");
        }

        for (var i = 0; i < options.Listen.PublicUrls.Count; i++)
        {
            var text = options.Listen.PublicUrls[i];
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
            {
                Add(errors, $"Listen:PublicUrls:{i}", text, "an http or https address without a path is needed, such as https://guestfs.example.org");
            }
        }
    }

    private static void Roots(List<string> errors, IDictionary<string, string> roots)
    {
        foreach (var (name, path) in roots)
        {
            if (!DiskPath.IsRootName(name))
            {
                Add(errors, "Disks:Roots", name, "a root's name has 1 to 63 of a-z, 0-9 and '-', does not start with '-', and is not \"scratch\"");
            }

            Directory(errors, $"Disks:Roots:{name}", path, required: true);
        }
    }

    private static void Stalls(List<string> errors, IDictionary<string, int> stalls)
    {
        foreach (var (stage, seconds) in stalls)
        {
            if (!Stalling.Contains(stage, StringComparer.Ordinal))
            {
                Add(errors, "Boots:StallSeconds", stage, $"a stage is needed: {string.Join(", ", Stalling)}");
            }

            Range(errors, $"Boots:StallSeconds:{stage}", seconds, 1, 86_400);
        }
    }

    private static void Directory(List<string> errors, string key, string? value, bool required)
    {
        if (value is null && !required)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(value) || value.Contains('\0', StringComparison.Ordinal))
        {
            Add(errors, key, value, "a directory is needed");
        }
        else if (File.Exists(value))
        {
            Add(errors, key, value, "a directory is needed, and this is a file");
        }
    }

    private static void Range(List<string> errors, string key, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            errors.Add($"{Key(key)} is {value}; {least} to {most} is allowed.");
        }
    }

    private static void Add(List<string> errors, string key, string? value, string allowed) => errors.Add($"{Key(key)} is \"{value}\"; {allowed}.");

    private static string Key(string key) => $"{GuestfsOptions.Section}:{key}";
}

using System.Globalization;
using Microsoft.Extensions.Options;

namespace Guestfs.Web.Configuration;

public static class OptionsSetup
{
    /// <summary>For every request but those that say otherwise, such as an import.</summary>
    private const long MostBodyBytes = 1024 * 1024;

    /// <summary>Reads every setting, reports all faults at once, and registers the result with absolute paths.</summary>
    /// <exception cref="StartRefusedException">A setting is unknown, of the wrong kind or out of range.</exception>
    public static GuestfsOptions AddGuestfsOptions(this WebApplicationBuilder builder, IReadOnlyDictionary<string, string?> switches)
    {
        builder.Configuration.AddInMemoryCollection(switches);
        var (options, errors) = OptionsReader.Read(builder.Configuration);
        var validator = new GuestfsOptionsValidator();
        string[] faults = [.. errors, .. validator.Validate(null, options).Failures ?? []];
        if (faults.Length > 0)
        {
            throw new StartRefusedException(faults);
        }

        Resolve(options, builder.Environment.ContentRootPath);
        PrepareData(options.Data);
        builder.Services.AddSingleton<IValidateOptions<GuestfsOptions>>(validator);
        builder.Services.AddSingleton(Options.Create(options));
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://{Host(options.Listen.Address)}:{options.Listen.Port}"));
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
        });
        return options;
    }

    private static void Resolve(GuestfsOptions options, string contentRoot)
    {
        options.Data = Path.GetFullPath(options.Data, contentRoot);
        options.Access.ApiTokenFile = options.Access.ApiTokenFile is { } file ? Path.GetFullPath(file, contentRoot) : null;
        if (options.Disks.Roots.Count == 0)
        {
            var images = Path.Combine(options.Data, "images");
            options.Disks.Roots["images"] = images;
        }

        foreach (var (name, path) in options.Disks.Roots.ToList())
        {
            options.Disks.Roots[name] = Path.GetFullPath(path, contentRoot);
        }
    }

    private static void PrepareData(string data)
    {
        try
        {
            Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.CreateDirectory(Path.Combine(data, "images"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException([$"{GuestfsOptions.Section}:Data is \"{data}\"; a directory this user can write to is needed. {exception.Message}"]);
        }
    }

    private static string Host(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
}

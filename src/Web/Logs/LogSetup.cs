using System.Globalization;
using Guestfs.Web.Auth;
using Guestfs.Web.Configuration;
using Guestfs.Web.Shares;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Connections;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Guestfs.Web.Logs;

public static class LogSetup
{
    private const string Line = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <summary>
    /// One log to standard error and to a file per day below the data directory. Standard output stays free for the line "Open: ...",
    /// and standard error for what people did: a line per request that went well is in the file, and here when the level is Debug.
    /// The framework's own request lines are off: they carry query strings, and the sign-in link has its token there.
    /// </summary>
    public static void AddLogs(this WebApplicationBuilder builder, GuestfsOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog((_, logger) => logger
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // The keys lie in the data directory, which only this user can open; the framework warns that they are not encrypted as well.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override(typeof(OperatorTokenHandler).FullName!, LogEventLevel.Warning)
            // Said in plain words by Program instead.
            .Filter.ByExcluding(static entry => entry.Exception is StartRefusedException or IOException { InnerException: AddressInUseException })
            .Enrich.FromLogContext()
            .WriteTo.Conditional(
                entry => options.Logs.Console < LogLevel.Information || entry.Level > LogEventLevel.Information || !IsRequest(entry),
                sink => sink.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose, restrictedToMinimumLevel: LevelOf(options.Logs.Console)))
            .WriteTo.File(
                Path.Combine(options.Data, "logs", "guestfs-.log"),
                outputTemplate: Line,
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14), preserveStaticLogger: true);
    }

    /// <summary>One line per request: method, path without query, status, time.</summary>
    public static void UseRequestLog(this IApplicationBuilder app) => app.UseSerilogRequestLogging(request =>
    {
        request.Logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>();
        request.IncludeQueryInRequestPath = false;
        // The escaped form: a decoded line break in a path would forge lines of the log.
        request.GetMessageTemplateProperties = static (http, _, elapsed, status) =>
        [
            new LogEventProperty("RequestMethod", new ScalarValue(http.Request.Method)),
            new LogEventProperty("RequestPath", new ScalarValue(ShareAddress.Masked(http.Request.PathBase.Add(http.Request.Path)))),
            new LogEventProperty("StatusCode", new ScalarValue(status)),
            new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
        ];
        request.GetLevel = static (http, _, exception) =>
            exception is not null || http.Response.StatusCode >= 500 ? LogEventLevel.Error
            : IsUpkeep(http) ? LogEventLevel.Debug
            : LogEventLevel.Information;
    });

    private static bool IsRequest(LogEvent entry) =>
        entry.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
        && source is ScalarValue { Value: string name } && name == typeof(Serilog.AspNetCore.RequestLoggingOptions).Namespace + ".RequestLoggingMiddleware";

    // Static files, probes and the circuit's own traffic say nothing about what anyone did.
    private static bool IsUpkeep(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/_blazor") || http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static LogEventLevel LevelOf(LogLevel level) => level == LogLevel.None ? LevelAlias.Off : (LogEventLevel)(int)level;
}

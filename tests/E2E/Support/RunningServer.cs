using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Guestfs.E2E.Support;

/// <summary>The real server in a process of its own, with its own data and images, started as <c>./run</c> starts it.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _output = [];

    private RunningServer(Process process, string directory)
    {
        _process = process;
        Directory = directory;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Holds data/, images/ and the token; survives a kill so that a second server can be started on it.</summary>
    public string Directory { get; }

    public int Pid => _process.Id;

    /// <summary>The one-time link the server printed.</summary>
    public Uri LoginLink { get; private set; } = null!;

    public Uri Address => new(LoginLink.GetLeftPart(UriPartial.Authority));

    /// <summary>The operator token of <c>--api-token-file</c>.</summary>
    public string Token => File.ReadAllText(Path.Combine(Directory, "token")).Trim();

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public static string MakeDirectory()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("guestfs-e2e-").FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "images"));
        return directory;
    }

    public static async Task<RunningServer> StartAsync(string directory, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Guestfs.Web.dll"),
            "--port", "0",
            "--data", Path.Combine(directory, "data"),
            "--images", Path.Combine(directory, "images"),
            "--api-token-file", Path.Combine(directory, "token"),
            .. options,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var server = new RunningServer(new Process { StartInfo = start }, directory);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server.LoginLink = await server.WaitForLinkAsync();
        return server;
    }

    /// <summary>A client with the operator token.</summary>
    public HttpClient CreateClient()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    /// <summary>As a crash would: no handler of the server runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, 15);
            try
            {
                await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
                Monitor.PulseAll(_output);
            }
        }
    }

    private Task<Uri> WaitForLinkAsync() => Task.Run(() =>
    {
        var deadline = DateTime.UtcNow + StartLimit;
        lock (_output)
        {
            while (true)
            {
                if (_output.Find(static line => line.StartsWith("Open: ", StringComparison.Ordinal)) is { } line)
                {
                    return new Uri(line["Open: ".Length..].Trim());
                }

                if (_process.HasExited || DateTime.UtcNow > deadline)
                {
                    throw new InvalidOperationException("The server printed no login link:\n" + string.Join('\n', _output));
                }

                Monitor.Wait(_output, TimeSpan.FromMilliseconds(200));
            }
        }
    });
}

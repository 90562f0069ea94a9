using System.Net;
using System.Net.Http.Headers;
using Guestfs.Boots;
using Guestfs.Web.Auth;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Fakes;

/// <summary>The whole web server in memory, with a scripted engine and a data directory of its own.</summary>
public sealed class GuestfsServer : WebApplicationFactory<Program>
{
    public ScriptedEngine Engine { get; } = new();

    public string Data { get; init; } = Directory.CreateTempSubdirectory("guestfs-web-tests-").FullName;

    /// <summary>Whether the data directory outlives this server, for another one.</summary>
    public bool KeepData { get; init; }

    public Dictionary<string, string> Settings { get; } = [];

    public string TokenFile => Path.Combine(Data, "operator-token");

    public string LogText()
    {
        var texts = Directory.EnumerateFiles(Path.Combine(Data, "logs")).Select(static file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        });
        return string.Concat(texts);
    }

    /// <summary>A client that neither follows redirects nor is signed in.</summary>
    public HttpClient Stranger() =>
        CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("http://localhost") });

    /// <summary>A client with the operator token.</summary>
    public HttpClient Script()
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(TokenFile).Trim());
        return client;
    }

    /// <summary>A client that opened a login link, and that sends what a browser on the server's own pages sends.</summary>
    public async Task<HttpClient> BrowserAsync()
    {
        var client = Stranger();
        using var answer = await client.GetAsync($"/login?t={Services.GetRequiredService<LoginLinks>().Issue()}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        client.DefaultRequestHeaders.Add("Origin", "http://localhost");
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSolutionRelativeContentRoot(".", "Guestfs.sln");
        builder.UseEnvironment("Testing");
        builder.UseStaticWebAssets();
        builder.UseSetting("Guestfs:Data", Data);
        builder.UseSetting("Guestfs:Access:ApiTokenFile", TokenFile);
        builder.UseSetting("Guestfs:Logs:Console", "None");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services => services.AddSingleton<IBootEngine>(Engine));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!KeepData && Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
    }
}

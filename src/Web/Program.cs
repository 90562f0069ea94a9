using Guestfs.Web.Api;
using Guestfs.Web.Auth;
using Guestfs.Web.Components;
using Guestfs.Web.Configuration;
using Guestfs.Web.Guards;
using Guestfs.Web.Live;
using Guestfs.Web.Logs;
using Guestfs.Web.Shares;

return await StartUp.RunAsync(args, static async (switches, framework) =>
{
    var builder = WebApplication.CreateBuilder(framework);
    var options = builder.AddGuestfsOptions(switches);
    builder.AddLogs(options);
    builder.WebHost.UseStaticWebAssets();
    builder.Services.AddAccess(options);
    builder.Services.AddEngine(options);
    builder.Services.AddApi();
    builder.Services.AddScreens();
    builder.Services.AddLive();
    builder.Services.AddShares();

    var app = builder.Build();
    app.UseGuards(options);
    app.UseRequestLog();
    app.UseProblems();
    app.UseRouting();
    app.UseAccess();
    app.MapStaticAssets().AllowAnonymous();
    app.MapProbes();
    app.MapLogin();
    app.MapApi();
    app.MapLive();
    app.MapShares();
    app.MapScreens();
    await app.OpenStorageAsync();
    await app.ServeAsync(options);
});

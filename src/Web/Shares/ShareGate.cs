using Guestfs.Boots;
using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>
/// Stands before everything below /s/{token}. Text that is no token, and a token that opens nothing, get the same answer; a share that
/// is over says so. What is being sent when a share ends is broken off.
/// </summary>
public sealed class ShareGate(ShareDesk desk, IBootEngine engine, SharedBoots boots) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (ShareToken.Parse(http.GetRouteValue("token") as string) is not { } token)
        {
            return ShareAnswers.NotFound(http);
        }

        var door = await desk.OpenAsync(token, http.RequestAborted);
        if (door.Share is not { } share)
        {
            return ShareAnswers.NotFound(http);
        }

        if (door.Visit is not { } visit)
        {
            return ShareAnswers.Gone(http, share);
        }

        http.Response.RegisterForDispose(visit);
        if (await engine.FindAsync(share.BootId, http.RequestAborted) is null)
        {
            return ShareAnswers.BootGone(http, share);
        }

        http.Response.RegisterForDispose(visit.Ended.Register(http.Abort));
        http.Features.Set(new SharedBoot(share, boots.Reader(share, ShareAddress.Of(token))));
        return await next(context);
    }
}

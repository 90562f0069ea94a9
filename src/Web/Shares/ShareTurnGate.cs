namespace Guestfs.Web.Shares;

/// <summary>Stands before what makes a file of a share.</summary>
public sealed class ShareTurnGate(ShareTurns turns) : IEndpointFilter
{
    private const string Seconds = "10";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var turn = await turns.TakeAsync(SharedBoot.Of(http).Share, http.RequestAborted);
        if (turn.IsAcquired)
        {
            return await next(context);
        }

        http.Response.Headers.RetryAfter = Seconds;
        return ShareAnswers.Busy(http);
    }
}

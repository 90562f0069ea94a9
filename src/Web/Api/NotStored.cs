namespace Guestfs.Web.Api;

/// <summary>Answers about boots change and need sign-in, so no cache may keep them.</summary>
public sealed class NotStored : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}

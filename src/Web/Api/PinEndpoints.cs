using System.Security.Claims;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;
using Guestfs.Web.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Guestfs.Web.Api;

/// <summary>Pins on moments and lines of a boot.</summary>
public static class PinEndpoints
{
    public static void MapPins(this IEndpointRouteBuilder api)
    {
        var pins = api.MapGroup("/boots/{id}/pins").WithTags("Pins");
        pins.MapGet("", ListAsync).WithName("listPins").WithSummary("The pins of a boot, by their ids");
        pins.MapPost("", CreateAsync)
            .WithName("createPin")
            .WithSummary("Pin a moment or a line, with a short text")
            .WithDescription($"Body: text (1 to {PinText.Most} characters on one line), and either at (nanoseconds since the request) or line (the number that pages show). A boot may have {Pin.MostOfABoot} pins, also while it runs.")
            .Accepts<NewPin>("application/json")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new RequestSizeLimitAttribute(ApiSetup.MostBodyBytes));
        pins.MapGet("/{pin}", FindAsync).WithName("getPin").WithSummary("One pin");
        pins.MapPatch("/{pin}", ChangeAsync)
            .WithName("changePin")
            .WithSummary("Give a pin another text")
            .WithDescription("Body: text. A pin's place stays; to move it, remove it and set another.")
            .Accepts<ChangedPin>("application/json")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new RequestSizeLimitAttribute(ApiSetup.MostBodyBytes));
        pins.MapDelete("/{pin}", RemoveAsync).WithName("removePin").WithSummary("Remove a pin; its id is not used again");
    }

    private static async Task<Results<Ok<PinList>, ProblemHttpResult>> ListAsync(string id, IBootEngine engine, PinDesk desk, CancellationToken cancellationToken) =>
        await engine.FindAsync(id, cancellationToken) is null ? Problems.NoSuchBoot(id) : TypedResults.Ok(new PinList(await desk.ListAsync(id, cancellationToken)));

    private static async Task<Results<Ok<Pin>, ProblemHttpResult>> FindAsync(string id, int pin, PinDesk desk, CancellationToken cancellationToken) =>
        (await desk.ListAsync(id, cancellationToken)).FirstOrDefault(each => each.Id == pin) is { } found ? TypedResults.Ok(found) : Problems.NoSuchPin(id, pin);

    private static async Task<Results<Created<Pin>, ProblemHttpResult>> CreateAsync(
        string id, HttpRequest request, ClaimsPrincipal person, IBootEngine engine, PinDesk desk, TimeProvider time, CancellationToken cancellationToken)
    {
        var (draft, reasons) = await JsonBody.ReadAsync<NewPin>(request, cancellationToken);
        if (draft is null)
        {
            return Problems.BadRequest(reasons);
        }

        if (draft.Problems() is { Count: > 0 } problems)
        {
            return Problems.BadRequest(problems);
        }

        if (await engine.FindAsync(id, cancellationToken) is not { } boot)
        {
            return Problems.NoSuchBoot(id);
        }

        var place = draft.Line is { } line
            ? await PinnedLines.FindAsync(engine.WatchAsync(id, 0, follow: false, cancellationToken), line, cancellationToken)
            : MomentIn(boot, draft.At!.Value, time.GetUtcNow());
        if (place is null)
        {
            return Problems.BadRequest([draft.Line is null
                ? $"at is {draft.At} and the boot was over after {boot.Total} ns."
                : $"line is {draft.Line}, and the boot has no such line."]);
        }

        var pin = await desk.CreateAsync(id, place, draft.Text, Person.NameOf(person), cancellationToken);
        return TypedResults.Created($"{ApiSetup.Root}/boots/{id}/pins/{pin.Id}", pin);
    }

    private static async Task<Results<Ok<Pin>, ProblemHttpResult>> ChangeAsync(
        string id, int pin, HttpRequest request, ClaimsPrincipal person, PinDesk desk, CancellationToken cancellationToken)
    {
        var (change, reasons) = await JsonBody.ReadAsync<ChangedPin>(request, cancellationToken);
        if (change is null)
        {
            return Problems.BadRequest(reasons);
        }

        return await desk.ChangeAsync(id, pin, change.Text, Person.NameOf(person), cancellationToken) is { } changed
            ? TypedResults.Ok(changed)
            : Problems.NoSuchPin(id, pin);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, int pin, ClaimsPrincipal person, PinDesk desk, CancellationToken cancellationToken) =>
        await desk.RemoveAsync(id, pin, Person.NameOf(person), cancellationToken) ? TypedResults.NoContent() : Problems.NoSuchPin(id, pin);

    /// <summary>The clock of a reader's browser may be ahead, so a moment after the present of a running boot is its present.</summary>
    private static PinPlace? MomentIn(BootSummary boot, long at, DateTimeOffset now)
    {
        if (boot.Status.IsOver())
        {
            return at <= boot.Total ? new PinPlace(at) : null;
        }

        var present = Math.Max(boot.Total, (now - boot.RequestedAt).Ticks * 100);
        return new PinPlace(Math.Min(at, present));
    }
}

/// <summary>All pins of a boot.</summary>
public sealed record PinList(IReadOnlyList<Pin> Pins);

/// <summary>A pin to set, on a moment or a line.</summary>
/// <param name="At">Nanoseconds since the request.</param>
/// <param name="Line">The number that pages show.</param>
public sealed record NewPin(string Text, long? At = null, long? Line = null)
{
    /// <summary>Every reason why the place cannot be one. The text is looked at when the pin is set.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. At < 0 ? [$"at is {At}; a whole number of at least 0 is needed."] : Array.Empty<string>(),
        .. Line < 1 ? [$"line is {Line}; a whole number of at least 1 is needed."] : Array.Empty<string>(),
        .. (At is null) == (Line is null) ? ["Either at or line is needed, and not both."] : Array.Empty<string>(),
    ];
}

/// <summary>Another text for a pin.</summary>
public sealed record ChangedPin(string Text);

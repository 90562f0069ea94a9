using Guestfs.Web.Api;

namespace Guestfs.Web.Exports;

/// <summary>One kind of file that a boot can be taken away as.</summary>
/// <param name="Suffix">The last part of its address and the end of its file name, such as timeline.svg.</param>
/// <param name="Operation">Its name in the API's description.</param>
/// <param name="Title">What the menu calls it.</param>
/// <param name="Purpose">What it is good for, in one line.</param>
public sealed record ExportFormat(
    string Suffix,
    string Operation,
    string Title,
    string Purpose,
    string ContentType,
    Func<ExportJob, Task> WriteAsync)
{
    /// <summary>True when it holds lines of output, so that it is absent for readers who may not see them.</summary>
    public bool ShowsOutput { get; init; }

    /// <summary>False for what has its own place on the page, or is for programs only.</summary>
    public bool InMenu { get; init; } = true;

    /// <summary>The shape of the JSON, where it has a type.</summary>
    public Type? Answer { get; init; }

    /// <summary>What the API's description says beyond <see cref="Purpose"/>.</summary>
    public string? Description { get; init; }

    /// <summary>What its address takes.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];
}

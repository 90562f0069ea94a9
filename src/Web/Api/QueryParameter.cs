using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Guestfs.Web.Api;

/// <summary>A query parameter that an address takes. What is refused, what the API's description says and what is read come from here.</summary>
/// <param name="Description">What it does, and what holds without it.</param>
public sealed record QueryParameter(string Name, string Description)
{
    /// <summary>The only values that are taken; any text where there are none.</summary>
    public IReadOnlyList<string> Values { get; private init; } = [];

    /// <summary>The least and the most of a whole number.</summary>
    public (long Least, long Most)? Range { get; private init; }

    public bool IsFlag { get; private init; }

    /// <summary>True when it may be given several times.</summary>
    public bool IsRepeatable { get; private init; }

    public static QueryParameter OneOf(string name, IReadOnlyList<string> values, string description) => new(name, description) { Values = values };

    public static QueryParameter AnyOf(string name, IReadOnlyList<string> values, string description) => new(name, description) { Values = values, IsRepeatable = true };

    public static QueryParameter Number(string name, long least, long most, string description) => new(name, description) { Range = (least, most) };

    public static QueryParameter Flag(string name, string description) => new(name, description) { IsFlag = true, Values = ["true", "false"] };

    /// <summary>A flag that may stand without a value, for true.</summary>
    public static QueryParameter Mark(string name, string description) => new(name, description) { IsFlag = true, Values = ["true", "false", ""] };

    /// <summary>Every reason why <paramref name="given"/> is not taken.</summary>
    public IEnumerable<string> ProblemsOf(StringValues given) => given.Count > 1 && !IsRepeatable
        ? [$"{Name} is given {given.Count} times; once is allowed."]
        : given.Select(ProblemOf).OfType<string>();

    /// <summary>Why one value is not taken, or null.</summary>
    public string? ProblemOf(string? value)
    {
        if (Range is { } range)
        {
            return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= range.Least && number <= range.Most
                ? null
                : $"{Name} is {Echo.Of(value)}; {(range.Most == long.MaxValue ? $"a whole number of at least {range.Least} is needed" : $"{range.Least} to {range.Most} is allowed")}.";
        }

        return Values.Count == 0 || Values.Contains(value, StringComparer.Ordinal)
            ? null
            : $"{Name} is {Echo.Of(value)}; {(IsFlag ? "true or false" : $"one of {string.Join(", ", Values)}")} is needed.";
    }
}

using Guestfs.Appliance;

namespace Guestfs.Boots.Checks;

internal static class ApplianceChecks
{
    public static IEnumerable<Check> Of(ApplianceState state)
    {
        foreach (var problem in state.Problems)
        {
            yield return new Check("appliance", "Appliance", problem.Blocking ? CheckState.Fail : CheckState.Warn, problem.Sentence, problem.Fix);
        }

        if (state.Location is not { } location)
        {
            yield break;
        }

        yield return new Check("appliance", "Source", CheckState.Pass, $"A {location.Kind.Word()} appliance was found in {location.Directory}.");
        if (location.Kind == ApplianceKind.Supermin)
        {
            foreach (var check in OfSupermin(state))
            {
                yield return check;
            }
        }
    }

    private static IEnumerable<Check> OfSupermin(ApplianceState state)
    {
        if (state.SuperminPath is { } supermin)
        {
            yield return new Check("appliance", "supermin", CheckState.Pass, $"{supermin} is version {state.SuperminVersion ?? "unknown"}.");
        }

        if (state.Kernel is { } kernel)
        {
            yield return new Check("appliance", "Kernel", CheckState.Pass, $"supermin takes {kernel.Path}{(kernel.Release is { } release ? $" ({release})" : "")}.");
        }

        if (state.Prediction is { } prediction)
        {
            yield return new Check("appliance", "Build", prediction.Rebuild ? CheckState.Warn : CheckState.Pass, Build(state, prediction));
        }

        if (state.FreeBytes is { } free)
        {
            yield return new Check("appliance", "Cache space", CheckState.Pass, $"{Sentences.Size(free)} are free for {state.Cache}.");
        }

        if (state.Abandoned.Count > 0)
        {
            yield return new Check("appliance", "Leftovers", CheckState.Warn, $"{state.Abandoned.Count} half-built appliances of killed builds lie in {state.Cache}; the next build removes them.");
        }
    }

    private static string Build(ApplianceState state, RebuildPrediction prediction) => prediction.Rebuild
        ? $"The next boot builds the appliance first, some ten seconds or more. {prediction.Reason}"
        : $"The appliance is current{(state.Age is { } age ? $", built {age.TotalHours:0.#} h ago" : "")}, {Sentences.Size(state.AllocatedBytes ?? 0)} on disk.";
}

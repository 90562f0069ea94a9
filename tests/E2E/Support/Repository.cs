namespace Guestfs.E2E.Support;

public static class Repository
{
    /// <summary>The directory of Guestfs.sln, found upwards from the test's own.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "Guestfs.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("Guestfs.sln was not found above the tests."));
}

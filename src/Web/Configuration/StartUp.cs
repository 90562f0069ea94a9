namespace Guestfs.Web.Configuration;

public static class StartUp
{
    /// <summary>Parses the command line and runs the server with it.</summary>
    /// <returns>The exit code: 0 after an orderly end or <c>--help</c>, 2 when the server cannot start as configured.</returns>
    public static async Task<int> RunAsync(string[] arguments, Func<IReadOnlyDictionary<string, string?>, string[], Task> serve)
    {
        if (CommandLine.AsksForHelp(arguments))
        {
            System.Console.Out.WriteLine(CommandLine.Usage);
            return 0;
        }

        try
        {
            var (switches, framework) = CommandLine.Parse(arguments);
            await serve(switches, framework);
            return 0;
        }
        catch (StartRefusedException refused)
        {
            return refused.Print(System.Console.Error);
        }
    }
}

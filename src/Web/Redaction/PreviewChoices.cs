using Guestfs.Boots;
using Guestfs.Redaction;
using Guestfs.Shares;
using Guestfs.Web.Api;

namespace Guestfs.Web.Redaction;

/// <summary>Reads the choices of a preview from a query. A form sends what is ticked and <c>set=1</c>; without it absent choices have a share's defaults.</summary>
public static class PreviewChoices
{
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        Of("console", "The lines of output"),
        Of("diskNames", "The names of images"),
        Of("commandLine", "The command lines of qemu and of the kernel"),
        Of("environment", "The values of environment variables and the host"),
        QueryParameter.Flag("redact", "Whether placeholders stand for paths, names, addresses, identifiers and secrets; a share's default where absent."),
    ];

    public static (RedactionChoices? Choices, IReadOnlyList<string> Reasons) Read(IQueryCollection query)
    {
        var reasons = new List<string>();
        var isForm = query.ContainsKey("set");
        var usual = SharedBoots.ChoicesOf(new ShareContents());
        var choices = new RedactionChoices
        {
            Console = Choice("console", usual.Console),
            DiskNames = Choice("diskNames", usual.DiskNames),
            CommandLine = Choice("commandLine", usual.CommandLine),
            Environment = Choice("environment", usual.Environment),
            Redact = Choice("redact", usual.Redact),
        };
        return reasons.Count > 0 ? (null, reasons) : (choices, []);

        bool Choice(string name, bool usually)
        {
            switch (query[name].ToString())
            {
                case "":
                    return !isForm && usually;
                case "1" or "true":
                    return true;
                case "0" or "false":
                    return false;
                case var other:
                    reasons.Add($"{name} is \"{other}\"; true or false is needed.");
                    return usually;
            }
        }
    }
    private static QueryParameter Of(string name, string what) => QueryParameter.Flag(name, $"{what}: shown or left out; a share's default where absent.");
}

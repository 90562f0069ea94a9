namespace Guestfs.Imports.Logs;

/// <summary>Takes off what mails, terminals and log collectors put around a log's lines.</summary>
internal static class Unwrapper
{
    public static LogLines Unwrap(ReadOnlyMemory<byte> bytes, Action checkTime)
    {
        var lines = new List<LogLine>();
        foreach (var raw in PlainText.Split(bytes))
        {
            if (lines.Count % 1024 == 0)
            {
                checkTime();
            }

            var unescaped = PlainText.Unescape(raw);
            lines.Add(new LogLine(lines.Count + 1, unescaped, PlainText.Of(unescaped.Span), null));
        }

        return new LogLines(lines, [], 0, false);
    }
}

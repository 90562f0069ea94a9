using Guestfs.Journal;

namespace Guestfs.Imports.Logs;

/// <summary>The daemon's own trace of calls, as events.</summary>
internal sealed class LaunchCalls
{
    public const int MostCalls = 5_000;

    private string? _open;
    private string? _detail;

    public int Count { get; private set; }

    /// <summary>Before the line itself: a call begins with the line that says so.</summary>
    /// <param name="nameAhead">The name of a call whose first line does not have it, as until 2015.</param>
    public void Before(ClassifiedLine line, string? nameAhead, Func<BootEvent, bool> append)
    {
        if (line.Kind == LineKind.Library && LineParts.Trace(line.Said) is { } trace)
        {
            _detail = trace.Call + trace.Rest;
        }
        else if (line.Kind == LineKind.Console && LineParts.IsCall(line.Said, out var name) && Count < MostCalls)
        {
            End(null, append);
            _open = name ?? nameAhead;
            if (_open is not null)
            {
                Count++;
                append(new CallStarted(Count, _open, Detail(_open)));
            }
        }
    }

    /// <summary>After the line itself: a call ends with the line that says so.</summary>
    public void After(ClassifiedLine line, Func<BootEvent, bool> append)
    {
        if (_open is not null && line.Kind == LineKind.Console && LineParts.IsReply(line.Said, out var name, out _) && name == _open)
        {
            End(null, append);
        }
    }

    private void End(string? error, Func<BootEvent, bool> append)
    {
        if (_open is not null)
        {
            append(new CallEnded(Count, error));
            _open = null;
        }
    }

    /// <summary>The program's own words for the call, when the trace is in the log.</summary>
    private string? Detail(string name) =>
        _detail is { } said && said.StartsWith(name + " ", StringComparison.Ordinal) && !said.StartsWith(name + " = ", StringComparison.Ordinal)
            ? said[(name.Length + 1)..][..Math.Min(said.Length - name.Length - 1, 200)]
            : null;
}

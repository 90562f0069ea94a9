namespace Guestfs.Imports.Logs;

/// <summary>Until 2015 the daemon named a call only when it was done. This finds the names for the lines that began the calls.</summary>
internal sealed class CallNames
{
    private const int LongestCall = 20_000;

    private readonly Dictionary<int, string> _names = [];
    private readonly List<int> _open = [];

    public IReadOnlyDictionary<int, string> Names => _names;

    /// <param name="index">The line's place in the launch.</param>
    public void Add(ClassifiedLine line, int index)
    {
        if (line.Kind != LineKind.Console || line.Line.Continues)
        {
            return;
        }

        if (LineParts.IsCall(line.Said, out var name))
        {
            if (name is null && _names.Count + _open.Count < LaunchCalls.MostCalls)
            {
                _open.Add(index);
            }
        }
        else if (_open.Count > 0 && LineParts.IsReply(line.Said, out name, out _))
        {
            foreach (var call in _open.Where(call => index - call < LongestCall))
            {
                _names[call] = name;
            }

            _open.Clear();
        }
    }
}

namespace Guestfs.Timeline;

/// <summary>
/// The bars of a boot as they open and close, and its marks. Holds what every timeline promises: stages touch and never overlap, bars
/// that lie directly below a stage do not overlap, bars are in the order of their starts, and time that no activity
/// covers becomes a gap as soon as it is over.
/// </summary>
internal sealed class TimelineTrack
{
    /// <summary>Shorter uncovered times are not shown.</summary>
    private const long ShortestGap = 1_000_000;

    /// <summary>Console text opens no more activities than this, so that a guest cannot fill a timeline without end.</summary>
    private const int MostActivities = 10_000;

    /// <summary>Nor are more than this open at once.</summary>
    private const int MostOpen = 256;

    private const int MostMarks = 1_000;
    private const int LongestDetail = 200;
    private const int NoLevel = -1;

    private readonly List<TimelineBar> _bars = [];
    private readonly List<TimelineMark> _marks = [];
    private readonly List<OpenActivity> _open = [];
    private List<TimelineChange>? _changes;
    private int _stage = -1;
    private long _latest;
    private long _covered;
    private long _coveredSequence;
    private string? _lastTitle;

    /// <summary>Why the bars open and close that do so now.</summary>
    public Cause Cause { get; set; }

    /// <summary>The open stage, or null.</summary>
    public string? Stage => _stage < 0 ? null : _bars[_stage].Name;

    /// <summary>The open stage, or the last one.</summary>
    public string? LastStage { get; private set; }

    public int Attempt { get; private set; }

    public IReadOnlyList<TimelineBar> Bars => _bars;

    public IReadOnlyList<TimelineMark> Marks => _marks;

    public bool IsFull => _bars.Count >= MostActivities || _open.Count >= MostOpen;

    public bool IsOpen(string activity) => _open.Exists(open => open.Name == activity);

    /// <summary>What changed since the last call.</summary>
    public IReadOnlyList<TimelineChange> TakeChanges()
    {
        var changes = _changes;
        _changes = null;
        return changes ?? (IReadOnlyList<TimelineChange>)[];
    }

    public void Mark(string name, string? detail = null)
    {
        if (_marks.Count < MostMarks)
        {
            var mark = new TimelineMark(name, Cause.Offset, Cause.Sequence, detail?.Length > LongestDetail ? detail[..LongestDetail] : detail);
            _marks.Add(mark);
            Add(new MarkAdded(mark));
        }
    }

    /// <summary>Ends the open stage and begins the next at the same instant. The first begins with the boot.</summary>
    public void BeginStage(string name, int attempt)
    {
        var at = Now();
        CloseStage(at);
        Attempt = attempt;
        LastStage = name;
        _stage = Open(-1, BarKind.Stage, name, name, 0, at);
        _covered = at;
        _coveredSequence = Cause.Sequence;
        _lastTitle = null;
    }

    public void EndStage() => CloseStage(Later());

    /// <summary>Begins the activities of a path, the outermost first; <c>*</c> leaves a level as it is, and an activity already open goes on.</summary>
    public void Begin(IReadOnlyList<string> path)
    {
        if (_stage < 0)
        {
            return;
        }

        var level = 0;
        while (level < path.Count && (path[level] == "*" || FindLevel(level)?.Name == path[level]))
        {
            level++;
        }

        CloseLevels(level);
        for (; level < path.Count; level++)
        {
            if (path[level] != "*")
            {
                OpenActivityBar(path[level], level, "", ParentOfLevel(level));
            }
        }
    }

    /// <summary>Begins an activity inside whatever is open, or inside its task's last one.</summary>
    public void BeginNested(string name, string lane)
    {
        if (_stage >= 0)
        {
            var inLane = _open.FindLast(open => open.Level == NoLevel && open.Lane == lane);
            OpenActivityBar(name, NoLevel, lane, inLane?.Id ?? _open.FindLast(static open => open.Level != NoLevel)?.Id ?? (_open.Count > 0 ? _open[0].Id : _stage));
        }
    }

    /// <summary>Ends the last open activity of this name, and what is inside it. Nothing happens when there is none.</summary>
    public void End(string name)
    {
        if (_open.FindLast(open => open.Name == name) is { } activity)
        {
            Close(activity, Now());
        }
    }

    /// <summary>The first stage begins with the boot, as does what the same entry opens in it.</summary>
    private long Now() => _bars.Count == 0 || _bars[0].FirstSequence == Cause.Sequence ? 0 : Later();

    /// <summary>Bars begin and end in order, whatever order the entries' times are in.</summary>
    private long Later() => Math.Max(Cause.Offset, _latest);

    private void Add(TimelineChange change) => (_changes ??= []).Add(change);

    private OpenActivity? FindLevel(int level) => _open.Find(open => open.Level == level);

    private int ParentOfLevel(int level)
    {
        for (var outer = level - 1; outer >= 0; outer--)
        {
            if (FindLevel(outer) is { } open)
            {
                return open.Id;
            }
        }

        return _stage;
    }

    private void OpenActivityBar(string name, int level, string lane, int parent)
    {
        var at = Now();
        if (parent == _stage)
        {
            CloseAll(at);
            CoverUntil(at, before: name);
            _lastTitle = Title(name);
        }

        var id = Open(parent, BarKind.Activity, name, Stage!, _bars[parent].Depth + 1, at);
        _open.Add(new OpenActivity(id, parent, level, lane, name));
    }

    private int Open(int parent, BarKind kind, string name, string stage, int depth, long at)
    {
        var bar = new TimelineBar(
            _bars.Count, parent, kind, name, stage, Attempt, depth, at, null, Cause.Sequence, null, Cause.Rule, Cause.GuestTime);
        _bars.Add(bar);
        _latest = at;
        Add(new BarOpened(bar));
        return bar.Id;
    }

    private void CloseBar(int id, long at, long sequence)
    {
        _bars[id] = _bars[id] with { End = at, LastSequence = sequence };
        _latest = Math.Max(_latest, at);
        Add(new BarClosed(id, at, sequence));
    }

    private void Close(OpenActivity activity, long at)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (i < _open.Count && _open[i].Parent == activity.Id)
            {
                Close(_open[i], at);
            }
        }

        _open.Remove(activity);
        CloseBar(activity.Id, at, Cause.Sequence);
        if (activity.Parent == _stage)
        {
            _covered = at;
            _coveredSequence = Cause.Sequence;
        }
    }

    private void CloseLevels(int from)
    {
        while (_open.FindLast(open => open.Level >= from) is { } open)
        {
            Close(open, Now());
        }
    }

    private void CloseAll(long at)
    {
        while (_open.Count > 0)
        {
            Close(_open[^1], at);
        }
    }

    private void CloseStage(long at)
    {
        if (_stage < 0)
        {
            return;
        }

        CloseAll(at);
        CoverUntil(at, before: null);
        CloseBar(_stage, at, Cause.Sequence);
        _stage = -1;
    }

    /// <summary>Names the time up to now that no activity covered, after what came before it.</summary>
    private void CoverUntil(long at, string? before)
    {
        if (at - _covered > ShortestGap)
        {
            var name = _lastTitle is not null ? $"after {_lastTitle}" : before is not null ? $"before {Title(before)}" : $"all of {Stage}";
            var bar = new TimelineBar(
                _bars.Count, _stage, BarKind.Gap, name, Stage!, Attempt, 1, _covered, null, _coveredSequence, null, null, null);
            _bars.Add(bar);
            Add(new BarOpened(bar));
            CloseBar(bar.Id, at, Cause.Sequence);
        }

        _covered = at;
    }

    /// <summary>An activity's name without its scope: <c>insmod virtio_scsi</c>.</summary>
    private static string Title(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private sealed record OpenActivity(int Id, int Parent, int Level, string Lane, string Name);
}

using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>
/// Spreads bars over tracks so that on each track they only nest, never cross: trace viewers draw a track as a stack. A bar goes to
/// the first track that can take it, so stages and all that nests in them share track 0.
/// </summary>
internal sealed class TrackLayout
{
    private readonly List<Stack<long>> _tracks = [];

    public int Count => _tracks.Count;

    /// <summary>The track of the next bar; bars come in the order of their starts, longer ones first.</summary>
    public int Place(TimelineBar bar, long length)
    {
        var end = bar.Start + length;
        for (var track = 0; ; track++)
        {
            if (track == _tracks.Count)
            {
                _tracks.Add(new Stack<long>());
            }

            var open = _tracks[track];
            while (open.TryPeek(out var over) && over <= bar.Start)
            {
                open.Pop();
            }

            if (!open.TryPeek(out var enclosing) || end <= enclosing)
            {
                open.Push(end);
                return track;
            }
        }
    }
}

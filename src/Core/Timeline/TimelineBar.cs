using System.Text.Json.Serialization;

namespace Guestfs.Timeline;

public enum BarKind
{
    /// <summary>Top level; contiguous, never overlapping, summing to the whole.</summary>
    Stage,

    /// <summary>Nested below a stage or another activity.</summary>
    Activity,

    /// <summary>Time in a stage that no activity covers, longer than a millisecond.</summary>
    Gap,
}

/// <summary>One interval of a boot's timeline. Offsets are nanoseconds since the request was accepted.</summary>
/// <param name="Id">Counts from 0 in the order bars open; also the row of the bar in the waterfall.</param>
/// <param name="Parent">The id of the enclosing bar, or -1 for a stage.</param>
/// <param name="Name">A stage's lower-case name, or <c>scope:detail</c> for an activity.</param>
/// <param name="Attempt">Which start of qemu this belongs to, from 1; 0 before the first.</param>
/// <param name="End">Null while the bar is open.</param>
/// <param name="FirstSequence">The entry that opened the bar.</param>
/// <param name="LastSequence">The entry that closed it.</param>
/// <param name="Rule">The id of the rule that opened it, null for an engine event.</param>
/// <param name="GuestStart">The guest's own clock (printk) in nanoseconds, when the opening line carried one.</param>
public sealed record TimelineBar(
    int Id,
    int Parent,
    BarKind Kind,
    string Name,
    string Stage,
    int Attempt,
    int Depth,
    long Start,
    long? End,
    long FirstSequence,
    long? LastSequence,
    string? Rule,
    long? GuestStart);

/// <summary>An instant worth a label, such as ready.</summary>
public sealed record TimelineMark(string Name, long At, long Sequence, string? Detail);

/// <summary>What one journal entry changed. Applying every change in order to an empty picture gives the timeline.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(BarOpened), "opened")]
[JsonDerivedType(typeof(BarClosed), "closed")]
[JsonDerivedType(typeof(MarkAdded), "mark")]
public abstract record TimelineChange;

public sealed record BarOpened(TimelineBar Bar) : TimelineChange;

public sealed record BarClosed(int Id, long End, long LastSequence) : TimelineChange;

public sealed record MarkAdded(TimelineMark Mark) : TimelineChange;

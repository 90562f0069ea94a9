namespace Guestfs.Timeline;

/// <summary>The entry being folded, and what to note on the bars that it opens.</summary>
/// <param name="Rule">The rule that holds, null for an engine event.</param>
internal readonly record struct Cause(long Sequence, long Offset, string? Rule = null, long? GuestTime = null);

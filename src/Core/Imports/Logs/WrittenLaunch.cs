using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Imports.Logs;

/// <summary>What is known of a launch when its journal is written.</summary>
/// <param name="Requested">The entry of sequence 0, still without a title.</param>
/// <param name="Log">The entry of sequence 1.</param>
/// <param name="Evidence">The sequence of the line that says why it failed.</param>
/// <param name="Folded">The whole as the timeline's fold sees it, without an id.</param>
internal sealed record WrittenLaunch(BootRequested Requested, LogImported Log, long? Evidence, BootSummary Folded);

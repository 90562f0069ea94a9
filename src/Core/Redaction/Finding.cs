namespace Guestfs.Redaction;

/// <summary>A stretch of text that must not be seen.</summary>
/// <param name="Value">What it stands for; equal values get equal placeholders however they were written.</param>
internal readonly record struct Finding(int Start, int End, RedactionKind Kind, string Value)
{
    /// <summary>Puts findings in order and joins those that overlap, so that no part of any is left.</summary>
    public static void Join(List<Finding> findings, ReadOnlySpan<char> text)
    {
        findings.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var kept = 0;
        for (var i = 0; i < findings.Count; i++)
        {
            var next = findings[i];
            if (kept > 0 && next.Start < findings[kept - 1].End)
            {
                var before = findings[kept - 1];
                if (next.End > before.End)
                {
                    findings[kept - 1] = before with { End = next.End, Value = text[before.Start..next.End].ToString() };
                }
            }
            else
            {
                findings[kept++] = next;
            }
        }

        findings.RemoveRange(kept, findings.Count - kept);
    }
}

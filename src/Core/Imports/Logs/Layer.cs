namespace Guestfs.Imports.Logs;

/// <summary>One thing that is taken off every line. It remembers the stamps of the lines before, so each reading of a log needs its own.</summary>
internal abstract class Layer
{
    public abstract Wrapped Peel(Wrapped line);

    /// <summary>Text that nearly all lines begin with.</summary>
    public sealed class Common(string prefix) : Layer
    {
        public override Wrapped Peel(Wrapped line)
        {
            var (text, skipped) = line.Prefix();
            return text.StartsWith(prefix, StringComparison.Ordinal) ? line with { Raw = line.Raw[(skipped + prefix.Length)..] } : line;
        }
    }

    /// <param name="stamps">Null when the stamps do not count, or there are none.</param>
    public sealed class Known(Wrapping wrapping, Stamps? stamps) : Layer
    {
        public override Wrapped Peel(Wrapped line)
        {
            var (text, skipped) = line.Prefix();
            var match = wrapping.Pattern.Match(text);
            var raw = wrapping.Content is { } content ? content(line.Raw[skipped..], match)
                : match.Success ? line.Raw[(skipped + Wrapping.LengthOf(match))..]
                : line.Raw;
            return line with { Raw = raw, At = stamps is null ? line.At : match.Success ? stamps.Next(match.Groups["stamp"].Value) : null };
        }
    }

    /// <summary>One JSON object a line.</summary>
    public sealed class Json : Layer
    {
        public override Wrapped Peel(Wrapped line) => JsonLines.Read(line) ?? line;
    }
}

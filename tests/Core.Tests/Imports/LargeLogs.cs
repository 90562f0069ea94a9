using System.Globalization;
using System.Text;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Logs that are too large for a test to hold: written while they are read.</summary>
internal static class LargeLogs
{
    /// <summary>One boot as it was recorded, then calls of an inspection for as long as there is room.</summary>
    public static Stream Inspection(long bytes) => new Written(InspectionLines(), bytes);

    /// <summary>The same boot, then one line without an end.</summary>
    public static Stream LongLine(string repeated, long bytes) => new Written([.. Boot(), string.Concat(Enumerable.Repeat(repeated, (int)(bytes / repeated.Length)))], long.MaxValue);

    private static IEnumerable<string> Boot() =>
        Encoding.Latin1.GetString(Logs.Bytes("guestfish-trace")).Split('\n').TakeWhile(static line => !line.Contains("trace: launch = 0", StringComparison.Ordinal));

    private static IEnumerable<string> InspectionLines()
    {
        foreach (var line in Boot())
        {
            yield return line;
        }

        for (var i = 0; ; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/usr/lib/modules/6.1.0-{i}/kernel/drivers/net/module.ko");
            yield return $"libguestfs: trace: v2v: is_file \"{path}\"";
            yield return "guestfsd: <= is_file (0x57) request length 104 bytes";
            yield return $"commandrvf: stdout=n stderr=y flags=0x0 stat -c %F /sysroot{path}";
            yield return "guestfsd: => is_file (0x57) took 0.00 secs";
        }
    }

    private sealed class Written(IEnumerable<string> lines, long bytes) : Stream
    {
        private readonly IEnumerator<string> _lines = lines.GetEnumerator();
        private byte[] _line = [];
        private int _read;
        private long _left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var filled = 0;
            while (filled < buffer.Length && Fill())
            {
                var take = Math.Min(buffer.Length - filled, _line.Length - _read);
                _line.AsSpan(_read, take).CopyTo(buffer[filled..]);
                _read += take;
                filled += take;
            }

            return filled;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private bool Fill()
        {
            if (_read < _line.Length)
            {
                return true;
            }

            if (!_lines.MoveNext() || _left < _lines.Current.Length + 1)
            {
                return false;
            }

            _line = Encoding.Latin1.GetBytes(_lines.Current + "\n");
            (_read, _left) = (0, _left - _line.Length);
            return true;
        }
    }
}

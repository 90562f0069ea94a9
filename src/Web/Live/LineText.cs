using System.Text;

namespace Guestfs.Web.Live;

internal static class LineText
{
    public static IReadOnlyList<FrameRun> Runs(ReadOnlySpan<byte> raw) =>
        [new FrameRun(Encoding.UTF8.GetString(raw.TrimEnd("\r\n"u8)), null)];
}

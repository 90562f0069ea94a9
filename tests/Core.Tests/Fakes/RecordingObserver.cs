using Guestfs.Connection;

namespace Guestfs.Core.Tests.Fakes;

/// <summary>Writes down what it saw, one line per event.</summary>
public sealed class RecordingObserver : ICallObserver
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Started(int id, string procedure, string? detail) => Add($"{id} {procedure}{(detail is null ? "" : " " + detail)}");

    public void Progressed(int id, long position, long total) => Add($"{id} {position}/{total}");

    public void Ended(int id, string? failure) => Add($"{id} {failure ?? "ok"}");

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }
}

using System.Collections.Concurrent;

namespace Guestfs.Boots;

/// <summary>Whether the store takes what the engine writes: the health page's storage line.</summary>
internal sealed class StoreHealth
{
    private readonly ConcurrentDictionary<string, string> _problems = new();

    /// <summary>What hinders a boot whose journal is not being stored; null when every journal is.</summary>
    public string? Problem => _problems.Values.FirstOrDefault();

    public void Fails(string bootId, string problem) => _problems[bootId] = problem;

    public void Works(string bootId) => _problems.TryRemove(bootId, out _);
}

namespace Guestfs.Connection;

/// <summary>
/// Sees every call as it happens, in order and one at a time, from whichever thread carries the call. Implementations return at once
/// and do not throw.
/// </summary>
public interface ICallObserver
{
    /// <param name="id">Counts from 1 over the connection.</param>
    /// <param name="detail">The arguments in short, without passphrases, or null when there are none.</param>
    void Started(int id, string procedure, string? detail);

    /// <summary>The daemon's word on how far the call is; position 0 of 1 means that the end cannot be foreseen.</summary>
    void Progressed(int id, long position, long total);

    /// <param name="failure">Why the call failed, in one sentence, or null.</param>
    void Ended(int id, string? failure);
}

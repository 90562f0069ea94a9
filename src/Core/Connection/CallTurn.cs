namespace Guestfs.Connection;

/// <summary>The call in flight.</summary>
/// <param name="serial">The message serial that the reply and progress messages must carry.</param>
/// <param name="id">The number observers know the call by.</param>
internal sealed class CallTurn(DaemonCall call, uint serial, int id)
{
    private volatile bool _cancelSeen;

    public DaemonCall Call { get; } = call;

    public uint Serial { get; } = serial;

    public int Id { get; } = id;

    /// <summary>For error sentences.</summary>
    public string When => $"during {Call.Name}";

    /// <summary>The daemon asked to stop the upload. Set while the reply is awaited, read by the sender.</summary>
    public bool CancelSeen
    {
        get => _cancelSeen;
        set => _cancelSeen = value;
    }

    /// <summary>The daemon is known to wait for the next call, so that a failure of this one leaves the connection good.</summary>
    public bool InStep { get; set; }
}

using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>Ends a boot with a status and a sentence; caught by the session that raised it, never by users of the engine.</summary>
internal sealed class BootFailure(BootStatus status, string sentence, long? evidence = null) : GuestfsException(sentence)
{
    public BootEnded ToEvent() => new(status, Message, evidence);
}

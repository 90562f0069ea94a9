namespace Guestfs.Protocol;

/// <summary>Writes a call's arguments, the optional ones too.</summary>
public delegate void ArgumentWriter(XdrWriter writer);

/// <summary>Reads one value of a reply.</summary>
public delegate T ReplyReader<out T>(ref XdrReader reader);

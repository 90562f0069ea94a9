namespace Guestfs.Web.Exports.Bundle;

/// <summary>A line of the manifest.</summary>
/// <param name="Sha256">In lower-case hexadecimal.</param>
public sealed record BundledFile(string Name, long Bytes, string Sha256);

namespace Guestfs.Web.Shares;

/// <summary>A small picture as data, from which every format is written. Lengths are pixels; later shapes lie over earlier ones.</summary>
/// <param name="Name">What the picture says, for readers who do not see it; null where its page says it.</param>
public sealed record Drawing(int Width, int Height, IReadOnlyList<DrawnShape> Shapes, string? Name = null);

/// <param name="Colour">As #rrggbb.</param>
public abstract record DrawnShape(string Colour);

public sealed record DrawnBox(double Left, double Top, double Width, double Height, string Colour) : DrawnShape(Colour);

/// <param name="Line">Where the text stands, from the top.</param>
/// <param name="Size">The height of the font.</param>
/// <param name="Room">How wide the text may be where that can be measured; the rest is left off.</param>
/// <param name="Instead">Stands for a text of which the font at hand has no character.</param>
public sealed record DrawnText(double Left, double Line, int Size, string Colour, string Text, bool Bold, double Room, string? Instead = null) : DrawnShape(Colour);

namespace Guestfs.Appliance;

/// <summary>Compares names such as vmlinuz-6.1.0-9-amd64 with runs of digits taken as numbers, so that 10 follows 9.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    private VersionOrder()
    {
    }

    public static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? CompareNumbers(TakeDigits(ref left), TakeDigits(ref right))
                : Take(ref left).CompareTo(Take(ref right));
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left.Length != right.Length
        ? left.Length.CompareTo(right.Length)
        : left.SequenceCompareTo(right);

    private static ReadOnlySpan<char> TakeDigits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits.TrimStart('0');
    }

    private static char Take(ref ReadOnlySpan<char> text)
    {
        var first = text[0];
        text = text[1..];
        return first;
    }
}

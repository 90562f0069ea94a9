namespace Guestfs.Shares;

/// <summary>What a person chooses for a new share.</summary>
public sealed record ShareDraft
{
    public const int MostTitle = 200;
    public const int MostNote = 2_000;

    /// <summary>For the top of the page. Null shows the boot's own title.</summary>
    public string? Title { get; init; }

    /// <summary>A few sentences for whoever opens the link.</summary>
    public string? Note { get; init; }

    public ShareExpiry Expiry { get; init; } = ShareExpiries.Usual;

    public ShareContents Contents { get; init; } = new();
}

/// <summary>What may change while a share lives. Null leaves a value as it is; an empty text removes it.</summary>
public sealed record ShareChange
{
    public string? Title { get; init; }

    public string? Note { get; init; }

    /// <summary>Counted from the moment of the change.</summary>
    public ShareExpiry? Expiry { get; init; }

    /// <summary>Whoever looks at the share meanwhile starts over with what it then shows.</summary>
    public ShareContents? Contents { get; init; }
}

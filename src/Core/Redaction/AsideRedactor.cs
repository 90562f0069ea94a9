namespace Guestfs.Redaction;

/// <summary>
/// Redacts texts that stand beside a journal, such as those of pins. What the journal has a placeholder for gets that one; what only
/// these texts name gets a word without a number, so that the journal's placeholders are the same whatever is written beside it.
/// </summary>
public sealed class AsideRedactor
{
    private readonly RedactionChoices _choices;
    private readonly SecretScanner _scanner;
    private readonly Placeholders _placeholders;
    private readonly TextRedactor _text;

    internal AsideRedactor(RedactionChoices choices, SecretScanner scanner, Placeholders placeholders)
    {
        _choices = choices;
        _scanner = scanner;
        _placeholders = placeholders;
        _text = new TextRedactor(scanner, placeholders);
    }

    public string Text(string text) =>
        _choices == RedactionChoices.None ? text
        : _scanner.Known.IsFull ? _placeholders.For(RedactionKind.Withheld, "")
        : _text.Redact(text);

    /// <summary>The name of a person, which is known in the texts that come after.</summary>
    public string Name(string name)
    {
        if (!_choices.Redact || Vocabulary.Has(name) || name.Length == 0)
        {
            return name;
        }

        _scanner.Known.Add(RedactionKind.User, name);
        return _placeholders.For(RedactionKind.User, name);
    }
}

using System.Collections;
using System.Globalization;

namespace Guestfs.Web.Configuration;

/// <summary>
/// Binds <see cref="GuestfsOptions"/> so that a value of the wrong kind or an unknown key becomes one sentence beside all others,
/// where the framework's binder would stop at the first.
/// </summary>
public static class OptionsReader
{
    public static (GuestfsOptions Options, IReadOnlyList<string> Errors) Read(IConfiguration configuration)
    {
        var errors = new List<string>();
        var kept = new Dictionary<string, string?>();
        Walk(configuration.GetSection(GuestfsOptions.Section), typeof(GuestfsOptions), kept, errors);

        var options = new GuestfsOptions();
        new ConfigurationBuilder().AddInMemoryCollection(kept).Build().GetSection(GuestfsOptions.Section).Bind(options);
        return (options, errors);
    }

    private static void Walk(IConfigurationSection section, Type type, Dictionary<string, string?> kept, List<string> errors)
    {
        foreach (var child in section.GetChildren())
        {
            if (MemberType(type, child.Key) is not { } member)
            {
                errors.Add($"{child.Path} is not a setting. {Known(type)}");
            }
            else if (child.GetChildren().Any())
            {
                Walk(child, member, kept, errors);
            }
            else if (string.IsNullOrEmpty(child.Value) || Converts(child.Value, member))
            {
                kept[child.Path] = string.IsNullOrEmpty(child.Value) ? null : child.Value;
            }
            else
            {
                errors.Add($"{child.Path} is \"{child.Value}\"; {Wanted(member)} is needed.");
            }
        }
    }

    private static Type? MemberType(Type type, string key)
    {
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            return type.GetGenericArguments()[^1];
        }

        return type.GetProperties().FirstOrDefault(property => property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))?.PropertyType;
    }

    private static bool Converts(string value, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
        {
            return Enum.GetNames(plain).Contains(value, StringComparer.OrdinalIgnoreCase);
        }

        return plain == typeof(string) || (plain == typeof(int) && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            || (plain == typeof(long) && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
    }

    private static string Wanted(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(plain))}" : plain == typeof(int) || plain == typeof(long) ? "a whole number" : "a group of settings";
    }

    private static string Known(Type type)
    {
        var names = type.GetProperties().Select(static property => property.Name);
        return type == typeof(string) || type.IsValueType ? "It has no settings below it." : $"Known here: {string.Join(", ", names)}.";
    }
}

using Guestfs.Imports;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Guestfs.Web.Imports;

/// <summary>The file that a request carries, as its body or as the first part of a form, read as it comes in.</summary>
internal static class ImportBody
{
    private const int LongestName = 200;
    private const int LongestBoundary = 100;

    public static async Task<(Stream Content, string? Name)> OpenAsync(HttpRequest request, string? name, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (request.Body, Clean(name));
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
        {
            throw new ImportException("The form has no boundary that can be read; nothing was imported. Send the file as the body instead.");
        }

        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    && (disposition.IsFileDisposition() || disposition.Name == "text"))
                {
                    return (section.Body, Clean(name ?? disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value));
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new ImportException($"The form cannot be read: {broken.Message} Nothing was imported; send the file as the body instead.", broken);
        }

        throw new ImportException("The form has neither a file nor a field named text; nothing was imported.");
    }

    /// <summary>The last part of a path, without controls: it is shown, never opened.</summary>
    private static string? Clean(string? name)
    {
        var last = name?.Split('/', '\\')[^1].Trim() ?? "";
        var clean = new string([.. last.Where(static c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]);
        return clean.Length == 0 ? null : clean[..Math.Min(clean.Length, LongestName)];
    }
}

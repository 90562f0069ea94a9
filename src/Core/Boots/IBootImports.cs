using Guestfs.Imports;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Takes in boots that did not run here.</summary>
public interface IBootImports
{
    /// <summary>Reads whatever was given; nothing is stored. The reading is to be disposed.</summary>
    /// <exception cref="ImportException">It was refused; the message has the reason.</exception>
    Task<ImportReading> ReadAsync(Stream content, string? file, string by, CancellationToken cancellationToken);

    /// <summary>The boots that an earlier import made of the same bytes, in order; nothing unless all of them are still there.</summary>
    Task<IReadOnlyList<BootSummary>> FindAsync(ImportReading reading, CancellationToken cancellationToken);

    /// <summary>Stores every boot of a reading under a new id, marked as imported; all of them or none.</summary>
    Task<IReadOnlyList<BootSummary>> CreateAsync(ImportReading reading, string by, CancellationToken cancellationToken);
}

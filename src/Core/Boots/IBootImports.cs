using Guestfs.Imports;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Takes in boots that did not run here.</summary>
public interface IBootImports
{
    /// <summary>Stores every boot of a reading under a new id, marked as imported; all of them or none.</summary>
    Task<IReadOnlyList<BootSummary>> CreateAsync(ImportReading reading, string by, CancellationToken cancellationToken);
}

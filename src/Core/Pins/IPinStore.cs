namespace Guestfs.Pins;

/// <summary>Where pins are kept. They go when their boot goes.</summary>
public interface IPinStore
{
    /// <summary>The pins of a boot by their ids; none of an unknown boot.</summary>
    Task<IReadOnlyList<Pin>> ListAsync(string bootId, CancellationToken cancellationToken);

    /// <summary>Stores a new pin under the next id of its boot, whatever id it has, unless the boot has <paramref name="most"/> already.</summary>
    /// <returns>The pin as stored, or null when the boot has all it may have; nothing was stored then.</returns>
    /// <exception cref="GuestfsException">The boot is not stored.</exception>
    Task<Pin?> AddAsync(string bootId, Pin pin, int most, CancellationToken cancellationToken);

    /// <summary>Replaces the text of a pin and who changed it by what <paramref name="change"/> makes of them; nobody else changes it meanwhile.</summary>
    /// <returns>The pin as it is stored now, or null when there is none.</returns>
    Task<Pin?> ChangeAsync(string bootId, int id, Func<Pin, Pin> change, CancellationToken cancellationToken);

    /// <returns>False when there was none.</returns>
    Task<bool> RemoveAsync(string bootId, int id, CancellationToken cancellationToken);
}

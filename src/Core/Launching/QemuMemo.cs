using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guestfs.Launching;

/// <summary>Features of qemu binaries on disk, one small file each. Losing or spoiling one costs a probe, nothing else.</summary>
internal sealed partial class QemuMemo(string directory)
{
    /// <summary>Raised when what is asked changes, so that older answers are not used.</summary>
    private const int Generation = 1;

    public QemuFeatures? Read(QemuIdentity identity)
    {
        try
        {
            using var stream = File.OpenRead(PathOf(identity));
            var note = JsonSerializer.Deserialize(stream, MemoJson.Default.Note);
            return note?.Generation == Generation && note.Qemu == identity ? note.Features : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(QemuIdentity identity, QemuFeatures features)
    {
        var path = PathOf(identity);
        var draft = path + "." + Path.GetRandomFileName();
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(new Note(Generation, identity, features), MemoJson.Default.Note));
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
        }
    }

    private string PathOf(QemuIdentity identity) => Path.Combine(
        directory,
        string.Create(CultureInfo.InvariantCulture, $"guestfs-qemu-{identity.Size}-{identity.ModifiedUnixMilliseconds}.json"));

    internal sealed record Note(int Generation, QemuIdentity Qemu, QemuFeatures Features);

    [JsonSerializable(typeof(Note))]
    private sealed partial class MemoJson : JsonSerializerContext;
}

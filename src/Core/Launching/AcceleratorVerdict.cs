using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guestfs.Launching;

/// <summary>What a verdict about KVM holds for: one boot of the host, one qemu, one appliance kernel.</summary>
/// <param name="Kernel">A fingerprint of the appliance's kernel.</param>
public sealed record AcceleratorScope(string HostBootId, QemuIdentity Qemu, string Kernel)
{
    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    public static AcceleratorScope OfThisHost(QemuIdentity qemu, string kernel) =>
        new(File.ReadAllText(BootIdPath).Trim(), qemu, kernel);
}

/// <summary>Whether KVM worked, remembered so that a broken one costs one failed start and not one per boot.</summary>
/// <param name="Reason">Why it did not, from <see cref="KvmFailure.Reason"/>; null when it did.</param>
public sealed partial record AcceleratorVerdict(AcceleratorScope Scope, bool KvmWorks, string? Reason)
{
    /// <summary>Null when nothing is remembered, or in a form that is no longer understood.</summary>
    public static AcceleratorVerdict? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, VerdictJson.Default.AcceleratorVerdict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, VerdictJson.Default.AcceleratorVerdict);

    [JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(AcceleratorVerdict))]
    private sealed partial class VerdictJson : JsonSerializerContext;
}

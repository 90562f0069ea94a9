using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Guestfs.Imports.Logs;

/// <summary>The domain that libguestfs's libvirt backend asks for (libguestfs lib/launch-libvirt.c, construct_libvirt_xml).</summary>
internal sealed class LibvirtDomain : IGuestSettings
{
    private const string Announcement = "libvirt XML:";
    private const string End = "</domain>";
    private const int MostText = 256 * 1024;

    private readonly XElement _domain;

    private LibvirtDomain(XElement domain) => _domain = domain;

    public string? Kernel => Text("os", "kernel");

    public string? Initrd => Text("os", "initrd");

    public string? Append => Text("os", "cmdline");

    /// <summary>libvirt counts in KiB where no unit is given; libguestfs gives MiB.</summary>
    public int? MemoryMiB => Number(Text("memory")) is { } memory
        ? Value(_domain.Element("memory"), "unit") == "MiB" ? memory : memory / 1024
        : null;

    public int? Cpus => Number(Text("vcpu"));

    public bool Network => _domain.Element("devices")?.Element("interface") is not null
        || _domain.Descendants().Any(static element => element.Name.LocalName == "arg" && Value(element, "value") == "-netdev");

    public string? Accelerator => Value(_domain, "type") switch { "kvm" => "kvm", "qemu" => "tcg", _ => null };

    public IReadOnlyList<GuestDrive> Drives
    {
        get
        {
            var disks = _domain.Element("devices")?.Elements("disk").ToList() ?? [];
            return [.. disks.Select((disk, index) => new GuestDrive(
                SourceOf(disk.Element("source")),
                Value(disk.Element("driver"), "type"),
                IsAppliance: index == disks.Count - 1,
                Snapshot: disk.Element("readonly") is not null))];
        }
    }

    /// <summary>Takes the XML out of the lines of a log, where it stands on one line with its line ends written as <c>\n</c>, or on many.</summary>
    internal sealed class Reader
    {
        private readonly StringBuilder _text = new();
        private bool _open;

        /// <summary>The first domain that was read whole.</summary>
        public LibvirtDomain? Domain { get; private set; }

        public void Add(string said)
        {
            if (Domain is null && said.StartsWith(Announcement, StringComparison.Ordinal))
            {
                _open = true;
                _text.Clear();
                said = said[Announcement.Length..].Replace("\\n", "\n", StringComparison.Ordinal);
            }

            if (!_open)
            {
                return;
            }

            _text.Append(said).Append('\n');
            if (_text.Length > MostText || said.Contains(End, StringComparison.Ordinal))
            {
                _open = false;
                Domain = _text.Length > MostText ? null : Parse(_text.ToString());
            }
        }
    }

    /// <returns>Null when it is no domain, such as one that was cut off.</returns>
    private static LibvirtDomain? Parse(string text)
    {
        try
        {
            using var reader = new XmlTextReader(text.Trim(), XmlNodeType.Document, null) { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            return XElement.Load(reader) is { Name.LocalName: "domain" } domain ? new LibvirtDomain(domain) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>A file or a block device; of a network disk its protocol and name.</summary>
    private static string SourceOf(XElement? source) =>
        Value(source, "file") ?? Value(source, "dev") ?? (Value(source, "protocol") is { } protocol ? $"{protocol}:{Value(source, "name")}" : "");

    private static string? Value(XElement? element, string attribute) => element?.Attribute(attribute)?.Value;

    private string? Text(params ReadOnlySpan<string> path)
    {
        XElement? element = _domain;
        foreach (var name in path)
        {
            element = element?.Element(name);
        }

        return element?.Value.Trim();
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

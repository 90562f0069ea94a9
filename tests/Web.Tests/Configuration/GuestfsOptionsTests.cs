using Guestfs.Web.Configuration;
using Microsoft.Extensions.Configuration;

namespace Guestfs.Web.Tests.Configuration;

public sealed class GuestfsOptionsTests
{
    [Theory]
    [InlineData("Data", "/etc/hostname", "a directory is needed, and this is a file")]
    [InlineData("Listen:Port", "65536", "is 65536; 0 to 65535 is allowed")]
    [InlineData("Listen:Port", "-1", "is -1; 0 to 65535 is allowed")]
    [InlineData("Listen:Port", "http", "is \"http\"; a whole number is needed")]
    [InlineData("Listen:Address", "example.org", "an IP address such as 127.0.0.1")]
    [InlineData("Listen:Address", "0.0.0.0", "Guestfs:Access:Mode must be chosen: LoginLink")]
    [InlineData("Listen:Address", "192.168.4.2", "Guestfs:Access:Mode must be chosen")]
    [InlineData("Listen:Address", "::", "Guestfs:Access:Mode must be chosen")]
    [InlineData("Listen:PublicUrls:0", "guestfs.example.org", "an http or https address without a path")]
    [InlineData("Listen:PublicUrls:0", "https://guestfs.example.org/boots", "an http or https address without a path")]
    [InlineData("Listen:PublicUrls:0", "ftp://guestfs.example.org", "an http or https address without a path")]
    [InlineData("Access:Mode", "Open", "one of LoginLink, Unsecured is needed")]
    [InlineData("Access:LinkMinutes", "0", "1 to 10080 is allowed")]
    [InlineData("Access:SessionDays", "366", "1 to 365 is allowed")]
    [InlineData("Disks:Roots:scratch", "/srv", "is not \"scratch\"")]
    [InlineData("Disks:Roots:my images", "/srv", "a root's name has 1 to 63 of a-z")]
    [InlineData("Disks:Roots:vm", "", "a directory is needed")]
    [InlineData("Appliance:CacheDirectory", "/etc/hostname", "and this is a file")]
    [InlineData("Qemu:DefaultMemoryMiB", "255", "256 to 1048576 is allowed")]
    [InlineData("Boots:Concurrent", "0", "1 to 256 is allowed")]
    [InlineData("Boots:TimeLimitSeconds", "4", "5 to 86400 is allowed")]
    [InlineData("Boots:KvmSilenceSeconds", "3601", "1 to 3600 is allowed")]
    [InlineData("Disks:Roots:VM", "/srv", "a root's name has 1 to 63 of a-z")]
    [InlineData("Appliance:Directories:0", "/etc/hostname", "and this is a file")]
    [InlineData("Qemu:TemporaryDirectory", "/etc/hostname", "and this is a file")]
    [InlineData("Boots:Queued", "-1", "0 to 10000 is allowed")]
    [InlineData("Boots:StallSeconds:queue", "30", "a stage is needed: qemu, firmware")]
    [InlineData("Boots:StallSeconds:kernell", "30", "a stage is needed: qemu, firmware")]
    [InlineData("Boots:StallSeconds:kernel", "0", "1 to 86400 is allowed")]
    [InlineData("Retention:Days", "-1", "0 to 36500 is allowed")]
    [InlineData("Retention:MaxBoots", "-1", "0 to 2147483647 is allowed")]
    [InlineData("Retention:MaxBytes", "10", "is 10; 0 for no limit or 67108864 (64 MiB")]
    [InlineData("Retention:MaxBytes", "10GiB", "is \"10GiB\"; a whole number is needed")]
    [InlineData("Retention:ConsoleHeadMiB", "0", "1 to 1024 is allowed")]
    [InlineData("Retention:ConsoleTailMiB", "4097", "1 to 4096 is allowed")]
    [InlineData("Listen:Prot", "80", "is not a setting. Known here: Address, Port, PublicUrls.")]
    [InlineData("Listen", "80", "is \"80\"; a group of settings is needed")]
    public void Validate_ValueOutOfRange_NamesKeyValueAndRange(string key, string value, string fragment)
    {
        var error = Assert.Single(Errors((key, value)));

        Assert.StartsWith($"Guestfs:{key}"[..8], error, StringComparison.Ordinal);
        Assert.Contains(key.Split(':')[0], error, StringComparison.Ordinal);
        Assert.Contains(fragment, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ManyFaults_NamesEveryOne()
    {
        var errors = Errors(("Listen:Port", "seventy"), ("Access:LinkMinutes", "0"), ("Nonsense", "1"), ("Boots:Concurrent", "999"), ("Listen:Address", "0.0.0.0"));

        Assert.Equal(5, errors.Count);
    }

    [Theory]
    [InlineData("Listen:Address", "::1")]
    [InlineData("Listen:Port", "0")]
    [InlineData("Listen:PublicUrls:0", "https://guestfs.example.org")]
    [InlineData("Access:Mode", "unsecured")]
    [InlineData("Disks:Roots:vm-images-2", "/srv/vm")]
    [InlineData("Boots:Concurrent", "")]
    public void Validate_AllowedValue_HasNoErrors(string key, string value) => Assert.Empty(Errors((key, value)));

    [Theory]
    [InlineData("LoginLink")]
    [InlineData("Unsecured")]
    public void Validate_OtherAddressWithChosenMode_HasNoErrors(string mode) =>
        Assert.Empty(Errors(("Listen:Address", "0.0.0.0"), ("Access:Mode", mode)));

    [Fact]
    public void Read_EveryKindOfValue_Binds()
    {
        var (options, errors) = OptionsReader.Read(Configuration(
            ("Listen:Port", "8080"), ("Access:Mode", "LoginLink"), ("Listen:PublicUrls:0", "https://a.example"), ("Disks:Roots:vm", "/srv/vm"), ("Boots:StallSeconds:kernel", "30"), ("Qemu:Path", "/opt/qemu")));

        Assert.Empty(errors);
        Assert.Equal(8080, options.Listen.Port);
        Assert.Equal(AccessMode.LoginLink, options.Access.Mode);
        Assert.Equal("https://a.example", Assert.Single(options.Listen.PublicUrls));
        Assert.Equal("/srv/vm", options.Disks.Roots["vm"]);
        Assert.Equal(30, options.Boots.StallSeconds["kernel"]);
        Assert.Equal("/opt/qemu", options.Qemu.Path);
    }

    [Fact]
    public void Read_ShippedSettings_AreTheDefaults()
    {
        var root = Directory.GetParent(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Guestfs.sln")))
        {
            root = root.Parent;
        }

        var shipped = new ConfigurationBuilder().AddJsonFile(Path.Combine(root.FullName, "appsettings.json")).Build();

        var (options, errors) = OptionsReader.Read(shipped);

        Assert.Empty(errors);
        Assert.Equivalent(new GuestfsOptions(), options, strict: true);
    }

    private static List<string> Errors(params (string Key, string Value)[] settings)
    {
        var (options, errors) = OptionsReader.Read(Configuration(settings));
        return [.. errors, .. new GuestfsOptionsValidator().Validate(null, options).Failures ?? []];
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static pair => KeyValuePair.Create($"Guestfs:{pair.Key}", (string?)pair.Value))).Build();
}

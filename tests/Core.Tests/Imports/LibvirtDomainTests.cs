using Guestfs.Imports.Logs;

namespace Guestfs.Core.Tests.Imports;

public class LibvirtDomainTests
{
    [Fact]
    public void Domain_OnManyLines_TellsWhatWasAskedFor()
    {
        var domain = Read(
            "libvirt XML:",
            "<?xml version='1.0'?>",
            "<domain type='kvm'>",
            "  <memory>524288</memory>",
            "  <vcpu>4</vcpu>",
            "  <os><kernel>/a/kernel</kernel><initrd>/a/initrd</initrd><cmdline>panic=1 root=UUID=1</cmdline></os>",
            "  <devices>",
            "    <disk type='file'><source file='/srv/a.img'/><driver type='raw'/><readonly/></disk>",
            "    <disk type='block'><source dev='/dev/vg/b'/></disk>",
            "    <disk type='network'><source protocol='rbd' name='pool/c'/></disk>",
            "    <disk type='file'><source file='/tmp/libguestfsX/overlay1.qcow2'/><driver type='qcow2'/></disk>",
            "    <interface type='user'/>",
            "  </devices>",
            "</domain>");

        Assert.NotNull(domain);
        Assert.Equal(("/a/kernel", "/a/initrd", "panic=1 root=UUID=1"), (domain.Kernel, domain.Initrd, domain.Append));
        Assert.Equal((512, 4, true, "kvm"), (domain.MemoryMiB, domain.Cpus, domain.Network, domain.Accelerator));
        Assert.Equal(["/srv/a.img", "/dev/vg/b", "rbd:pool/c", "/tmp/libguestfsX/overlay1.qcow2"], domain.Drives.Select(static drive => drive.File));
        Assert.Equal(["raw", null, null, "qcow2"], domain.Drives.Select(static drive => drive.Format));
        Assert.Equal([false, true, true, false], domain.Drives.Select(static drive => drive.Writable));
        Assert.Equal([false, false, false, true], domain.Drives.Select(static drive => drive.IsAppliance));
    }

    [Theory]
    [InlineData("<domain type='kvm'><vcpu>1</vcpu>", "libvirt: error")]
    [InlineData("<!DOCTYPE domain [<!ENTITY a 'aaaaaaaa'>]><domain type='kvm'><name>&a;</name></domain>")]
    [InlineData("<!DOCTYPE domain SYSTEM 'file:///etc/passwd'><domain type='kvm'></domain>")]
    [InlineData("<network></network></domain>")]
    [InlineData("</domain>")]
    public void Domain_ThatIsNone_IsLeftOut(params string[] lines) => Assert.Null(Read(["libvirt XML:", .. lines]));

    [Fact]
    public void Domain_OfMoreThanItMayHold_IsLeftOut()
    {
        var padding = $"<name>{new string('x', 1000)}</name>";

        Assert.Null(Read(["libvirt XML:", "<domain type='kvm'>", .. Enumerable.Repeat(padding, 300), "</domain>"]));
        Assert.NotNull(Read(["libvirt XML:", "<domain type='kvm'>", .. Enumerable.Repeat(padding, 200), "</domain>"]));
    }

    private static LibvirtDomain? Read(params IEnumerable<string> lines)
    {
        var reader = new LibvirtDomain.Reader();
        foreach (var line in lines)
        {
            reader.Add(line);
        }

        return reader.Domain;
    }
}

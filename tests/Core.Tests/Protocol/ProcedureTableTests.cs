using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Protocol;

public sealed class ProcedureTableTests
{
    /// <summary>The numbers that libguestfs 1.48.6 leaves unused.</summary>
    private static readonly uint[] Unused = [4, 6, 15, 42, 52, 53, 107, 150, 204, 216, 231, 335, 370, 371, 372, 398, 441, 442];

    [Fact]
    public void All_Numbers_AreThoseOfTheDaemon()
    {
        var expected = Enumerable.Range(1, 510).Select(static number => (uint)number).Except(Unused);

        Assert.Equal(492, ProcedureTable.All.Count);
        Assert.Equal(expected, ProcedureTable.All.Select(static procedure => procedure.Number).Order());
    }

    [Theory]
    [InlineData("btrfs", 40)]
    [InlineData("lvm2", 26)]
    [InlineData("hivex", 18)]
    [InlineData("ldm", 12)]
    [InlineData("gdisk", 10)]
    [InlineData("luks", 10)]
    [InlineData("inotify", 6)]
    public void All_FeatureGroup_HasAsManyAsTheDaemon(string feature, int count) =>
        Assert.Equal(count, ProcedureTable.All.Count(procedure => procedure.Feature == feature));

    [Fact]
    public void All_FilesAndOptions_AreWithinWhatTheProtocolCarries()
    {
        Assert.All(ProcedureTable.All, static procedure =>
        {
            Assert.InRange(procedure.Optional.Count, 0, 64);
            Assert.InRange(procedure.Required.Count(static p => p.Kind is ValueKind.FileIn or ValueKind.FileOut), 0, 1);
            Assert.DoesNotContain(procedure.Optional, static p => p.Kind is ValueKind.FileIn or ValueKind.FileOut or ValueKind.Bytes);
        });
        Assert.Equal(11, ProcedureTable.All.Count(static p => p.Required.Any(static q => q.Kind == ValueKind.FileIn)));
        Assert.Equal(21, ProcedureTable.All.Count(static p => p.Required.Any(static q => q.Kind == ValueKind.FileOut)));
    }

    [Fact]
    public void Find_Mkfs_HasItsShape()
    {
        var mkfs = ProcedureTable.Find(278u)!;

        Assert.Same(mkfs, ProcedureTable.Find("mkfs"));
        Assert.Equal([new Parameter("fstype", ValueKind.Text, false), new Parameter("device", ValueKind.Device, false)], mkfs.Required);
        Assert.Equal(["blocksize", "features", "inode", "sectorsize", "label"], mkfs.Optional.Select(static p => p.Name));
        Assert.Equal(ReturnForm.None, mkfs.Return.Form);
        Assert.Null(ProcedureTable.Find(4u));
    }

    [Fact]
    public void Find_ReturnShapes_AreRead()
    {
        var filesystems = ProcedureTable.Find("list_filesystems")!.Return;
        var partitions = ProcedureTable.Find("part_list")!.Return;
        var upload = ProcedureTable.Find("upload")!;

        Assert.Equal((ReturnForm.Map, ValueKind.Mountable, ValueKind.Text), (filesystems.Form, filesystems.KeyKind, filesystems.Kind));
        Assert.Equal((ReturnForm.StructList, "partition", 28), (partitions.Form, partitions.Struct!.Name, partitions.Struct.SmallestSize));
        Assert.Equal((ReturnForm.List, ValueKind.Device), (ProcedureTable.Find("pvs")!.Return.Form, ProcedureTable.Find("pvs")!.Return.Kind));
        Assert.Equal((true, true, false, "transfer"), (upload.ReportsProgress, upload.Cancellable, upload.Deprecated, upload.Family));
    }

    [Fact]
    public void StructTable_Statvfs_HasEightByteFields()
    {
        var statvfs = ProcedureTable.Find("statvfs")!.Return.Struct!;

        Assert.Equal(11 * 8, statvfs.SmallestSize);
        Assert.All(StructTable.All, static layout => Assert.NotEmpty(layout.Fields));
    }
}

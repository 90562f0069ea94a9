using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace Guestfs.Core.Tests;

/// <summary>The order of rooms of CONTRIBUTING.md: a room uses only those below it, and pure rooms touch nothing outside themselves.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Rooms =
    [
        "Boots", "Operations", "Connection", "Launching", "Appliance", "Disks", "Processes", "Shares", "Imports", "Spooling", "Pins",
        "Exports", "Redaction", "Diagnosis", "Statistics", "Timeline", "Console", "Journal", "Protocol",
    ];

    private static readonly string[] Impure =
    [
        "System.IO.", "System.Net.", "System.Threading.", "System.Diagnostics.Process", "System.TimeProvider", "System.Environment",
        "System.Console", "System.DateTime.", "Microsoft.Extensions.",
    ];

    private static readonly Architecture Core = new ArchLoader().LoadAssembly(typeof(GuestfsException).Assembly).Build();

    public static TheoryData<string> AllRooms => [.. Rooms];

    public static TheoryData<string> PureRooms => [.. Rooms.Skip(Array.IndexOf(Rooms, "Exports"))];

    [Fact]
    public void Rooms_EveryType_LivesInOne()
    {
        var outside = Core.Types
            .Where(static type => type.Namespace.FullName.StartsWith("Guestfs.", StringComparison.Ordinal))
            .Where(type => !Rooms.Contains(RoomOf(type)))
            .Select(static type => type.FullName);

        Assert.Empty(outside);
    }

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Room_UsesOnlyRoomsBelow(string room)
    {
        var place = Array.IndexOf(Rooms, room);
        var upward = from type in TypesOf(room)
                     from target in type.GetTypeDependencies()
                     let other = Array.IndexOf(Rooms, RoomOf(target))
                     where other >= 0 && other < place
                     select $"{type.FullName} uses {target.FullName}";

        Assert.Empty(upward.Distinct());
    }

    [Theory]
    [MemberData(nameof(PureRooms))]
    public void PureRoom_TouchesNoClockNoFileNoTask(string room)
    {
        var reaches = from type in TypesOf(room)
                      from target in type.GetTypeDependencies()
                      where Impure.Any(name => (target.FullName + ".").StartsWith(name, StringComparison.Ordinal)) && target.FullName != "System.IO.Stream"
                      select $"{type.FullName} uses {target.FullName}";

        Assert.Empty(reaches.Distinct());
    }

    [Fact]
    public void ReadingLogs_TouchesNoClockNoFileNoTask()
    {
        var reaches = from type in Core.Types.Where(static type => type.Namespace?.FullName == "Guestfs.Imports.Logs")
                      from target in type.GetTypeDependencies()
                      where Impure.Any(name => (target.FullName + ".").StartsWith(name, StringComparison.Ordinal))
                      select $"{type.FullName} uses {target.FullName}";

        Assert.Empty(reaches.Distinct());
    }

    private static IEnumerable<IType> TypesOf(string room) => Core.Types.Where(type => RoomOf(type) == room);

    private static string? RoomOf(IType type) =>
        type.Namespace?.FullName.Split('.') is ["Guestfs", var room, ..] ? room : null;
}

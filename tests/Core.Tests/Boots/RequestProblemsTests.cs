using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Core.Tests.Boots;

public sealed class RequestProblemsTests
{
    private static readonly EngineOptions Options = EngineFixture.OptionsIn("/nowhere") with { AppliancePaths = ["/opt/appliance"] };

    public static TheoryData<BootRequest, string> Wrong => new()
    {
        { new BootRequest { MemoryMiB = 255 }, "at least 256" },
        { new BootRequest { MemoryMiB = int.MaxValue }, "2147483647 MiB of guest memory are more than" },
        { new BootRequest { Cpus = 0 }, "invalid smp parameter: 0" },
        { new BootRequest { Cpus = 256 }, "unsupported number of smp vcpus: 256" },
        { new BootRequest { Append = "a\nb" }, "not printable ASCII" },
        { new BootRequest { Append = new string('a', 1001) }, "has 1001 characters; at most 1000" },
        { new BootRequest { RequestId = new string('a', 201) }, "The request id has 201 characters" },
        { new BootRequest { Title = new string('a', 201) }, "The title has 201 characters" },
        { new BootRequest { Label = new string('a', 201) }, "The label has 201 characters" },
        { new BootRequest { TimeLimitSeconds = 0 }, "The time limit of 0 s" },
        { new BootRequest { TimeLimitSeconds = 604_801 }, "Give 1 to 604800 seconds" },
        { new BootRequest { IdleStopSeconds = -1 }, "The idle time of -1 s" },
        { new BootRequest { AppliancePath = "/etc" }, "not one this server offers" },
        { new BootRequest { AppliancePath = "/opt/appliance/" }, "not one this server offers" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Of_AWrongRequest_SaysWhatIsWrong(BootRequest request, string expected) =>
        Assert.Contains(expected, Assert.Single(RequestProblems.Of(request, Options)), StringComparison.Ordinal);

    [Fact]
    public void Of_SeveralProblems_TellsAllAtOnce() =>
        Assert.Equal(4, RequestProblems.Of(new BootRequest { MemoryMiB = 1, Cpus = 0, TimeLimitSeconds = 0, AppliancePath = "/etc" }, Options).Count);

    [Fact]
    public void Of_TheLargestAllowedRequest_IsEmpty() =>
        Assert.Empty(RequestProblems.Of(
            new BootRequest
            {
                RequestId = new string('a', 200),
                Title = new string('é', 200),
                Label = new string('a', 200),
                Append = new string('~', 1000),
                MemoryMiB = 256,
                Cpus = 255,
                TimeLimitSeconds = 604_800,
                IdleStopSeconds = 1,
                AppliancePath = "/opt/appliance",
            },
            Options));

    [Fact]
    public void Of_MemoryBeyondTheHosts_IsRefusedOnlyWhereTheHostTells()
    {
        var request = new BootRequest { MemoryMiB = 4097 };

        Assert.Contains("4097 MiB of guest memory are more than the 4096 MiB", Assert.Single(RequestProblems.Of(request, Options, hostMiB: 4096)), StringComparison.Ordinal);
        Assert.Empty(RequestProblems.Of(request, Options, hostMiB: 0));
    }

    [Fact]
    public void Of_AnEmptyRequest_TakesTheConfiguredMemory()
    {
        Assert.Empty(RequestProblems.Of(new BootRequest(), Options));
        Assert.Single(RequestProblems.Of(new BootRequest(), Options with { Launch = new LaunchDefaults { MemoryMiB = 100 } }));
    }
}

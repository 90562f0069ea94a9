using Guestfs.Boots;

namespace Guestfs.Core.Tests.Boots;

public sealed class BootSlotsTests
{
    [Theory]
    [InlineData(2, 64_000, 1280, 2)]
    [InlineData(16, 8_000, 1280, 5)]
    [InlineData(4, 1_000, 1280, 1)]
    [InlineData(0, 64_000, 1280, 1)]
    [InlineData(8, 0, 1280, 8)]
    public void Count_IsOneACoreAsFarAsMemoryReaches(int cores, long hostMemoryMiB, int guestMemoryMiB, int expected) =>
        Assert.Equal(expected, BootSlots.Count(cores, hostMemoryMiB, guestMemoryMiB));

    [Fact]
    public void Count_WhenConfigured_IsTheConfiguredNumber() =>
        Assert.Equal(7, BootSlots.Of(EngineFixture.OptionsIn("/nowhere") with { MaxConcurrentBoots = 7 }).Most);

    [Fact]
    public void Count_OfThisHost_IsAtMostItsCores() =>
        Assert.InRange(BootSlots.Of(EngineFixture.OptionsIn("/nowhere")).Most, 1, Environment.ProcessorCount);
}

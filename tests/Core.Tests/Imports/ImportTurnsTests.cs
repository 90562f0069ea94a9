using Guestfs.Imports;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Imports;

public sealed class ImportTurnsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ImportTurns _turns;

    public ImportTurnsTests() => _turns = new ImportTurns(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThirdImport_WhileTwoAreRead_WaitsUntilOneIsDisposed()
    {
        var first = await ReadAsync("test-tool");
        using var second = await ReadAsync("kvm-abort");
        var third = ReadAsync("test-tool");

        Assert.False(third.IsCompleted);
        first.Dispose();
        first.Dispose();

        using var reading = await third;
        Assert.Single(reading.Boots);
        Assert.False(_turns.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task Import_ThatWaitsTooLong_IsRefusedAndTakesNoTurn()
    {
        var first = await _turns.TakeAsync(Token);
        using var second = await _turns.TakeAsync(Token);
        var third = ReadAsync("test-tool");
        _time.Advance(_turns.Patience);

        Assert.Contains("nothing was imported", (await Assert.ThrowsAsync<ImportBusyException>(() => third)).Message, StringComparison.Ordinal);
        first.Dispose();
        using var fourth = await ReadAsync("test-tool");
    }

    [Fact]
    public async Task Import_ThatIsRefused_GivesItsTurnBack()
    {
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<UnrecognisedException>(() => ReadAsync(new MemoryStream("hello\n"u8.ToArray())));
        }
    }

    [Fact]
    public async Task Import_WhoseSenderWentAway_IsCancelled()
    {
        using var first = await _turns.TakeAsync(Token);
        using var second = await _turns.TakeAsync(Token);
        using var gone = new CancellationTokenSource();
        var third = _turns.TakeAsync(gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    public void Dispose() => _turns.Dispose();

    private Task<ImportReading> ReadAsync(string log) => ReadAsync(new MemoryStream(Logs.Bytes(log)));

    private Task<ImportReading> ReadAsync(Stream log) => ImportReader.ReadAsync(log, null, Logs.Settings with { Turns = _turns }, Token);
}

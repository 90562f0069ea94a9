using System.Reflection;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Core.Tests.Operations.Generation;
using Guestfs.Operations;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Operations;

public sealed class DaemonClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstCalls_AnsweredDaemon_ReturnTypedValues()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var serving = pair.Daemon.ServeAsync(
            new Dictionary<uint, ArgumentWriter?>
            {
                [92] = null,
                [7] = static writer => writer.WriteStringList(["/dev/sda", "/dev/sdb"]),
                [336] = static writer => writer.WriteInt32(2),
                [63] = static writer => writer.WriteInt64(6_442_450_944),
                [8] = static writer => writer.WriteStringList(["/dev/sda1"]),
                [476] = static writer => writer.WritePairs([new("/dev/sdb", "unknown"), new("/dev/sda1", "ext4")]),
                [342] = static writer =>
                {
                    writer.WriteString("Linux");
                    writer.WriteString("6.1.0-40-amd64");
                    writer.WriteString("#1 SMP");
                    writer.WriteString("x86_64");
                },
                [76] = static writer => writer.WriteString("ok\n"),
                [282] = null,
            },
            Token);
        var client = new DaemonClient(pair.Connection);

        await client.PingDaemonAsync(Token);
        var devices = await client.ListDevicesAsync(Token);
        var count = await client.NrDevicesAsync(Token);
        var size = await client.BlockdevGetsize64Async("/dev/sda", Token);
        var partitions = await client.ListPartitionsAsync(Token);
        var filesystems = await client.ListFilesystemsAsync(Token);
        var kernel = await client.UtsnameAsync(Token);
        var said = await client.DebugAsync("sh", ["echo", "ok"], Token);
        await client.InternalAutosyncAsync(Token);

        Assert.Equal(["/dev/sda", "/dev/sdb"], devices);
        Assert.Equal((2, 6_442_450_944L, "ok\n"), (count, size, said));
        Assert.Equal(["/dev/sda1"], partitions);
        Assert.Equal([new("/dev/sdb", "unknown"), new("/dev/sda1", "ext4")], filesystems);
        Assert.Equal(new Utsname("Linux", "6.1.0-40-amd64", "#1 SMP", "x86_64"), kernel);
        Assert.Equal(["8 debug \"sh\" \"echo ok\"", "8 ok", "9 internal_autosync", "9 ok"], pair.Observer.Lines.TakeLast(4));
        await pair.Connection.DisposeAsync();
        await serving;
    }

    [Fact]
    public async Task MkfsAsync_WithoutOptions_StillSendsTheirPlaces()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);

        var calling = new DaemonClient(pair.Connection).MkfsAsync("ext2", "/dev/sda1", null, Token);
        var call = await pair.ReadCallAsync(Token);
        await pair.Daemon.ReplyAsync(call, null, Token);
        await calling;

        Assert.Equal((84, 0ul), (call.Length, call.Header.OptionalArguments));
        Assert.Equal("1 mkfs \"ext2\" \"/dev/sda1\"", pair.Observer.Lines[0]);
    }

    [Fact]
    public async Task MkfsAsync_SomeOptions_SetsTheirBits()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var options = new MkfsOptions { Blocksize = 4096, Label = "root" };

        var calling = new DaemonClient(pair.Connection).MkfsAsync("ext4", "/dev/sda1", options, Token);
        var call = await pair.ReadCallAsync(Token);
        await pair.Daemon.ReplyAsync(call, null, Token);
        await calling;

        Assert.Equal(0b10001ul, call.Header.OptionalArguments);
        Assert.Equal("1 mkfs \"ext4\" \"/dev/sda1\" blocksize:4096 label:\"root\"", pair.Observer.Lines[0]);
    }

    [Fact]
    public async Task CryptsetupOpenAsync_Passphrase_IsSentAndNeverShown()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);

        var calling = new DaemonClient(pair.Connection).CryptsetupOpenAsync("/dev/sda1", "hunter2", "luks", null, Token);
        var call = await pair.ReadCallAsync(Token);
        await pair.Daemon.ReplyAsync(call, null, Token);
        await calling;

        Assert.NotEqual(-1, call.Arguments.Span.IndexOf("hunter2"u8));
        Assert.Equal("1 cryptsetup_open \"/dev/sda1\" *** \"luks\"", pair.Observer.Lines[0]);
    }

    /// <summary>Encodes and decodes by the table, without the generated code, and compares.</summary>
    [Fact]
    public async Task EveryProcedure_SampleValues_AreSentAndReadAsTheTableSays()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var client = new DaemonClient(pair.Connection);

        foreach (var procedure in ProcedureTable.All)
        {
            var method = typeof(DaemonClient).GetMethod($"{CSharpNames.Pascal(procedure.Name)}Async")!;
            var calling = (Task)method.Invoke(client, [.. method.GetParameters().Select(SampleCalls.Argument)])!;
            var call = await pair.ReadCallAsync(Token);

            Assert.Equal(procedure.Number, call.Header.Procedure);
            Assert.Equal(procedure.Optional.Count == 0 ? 0 : ulong.MaxValue >> (64 - procedure.Optional.Count), call.Header.OptionalArguments);
            Assert.Equal(SampleCalls.Encoded(procedure), call.Arguments.ToArray());
            await SampleCalls.AnswerAsync(pair.Daemon, procedure, call, Token);
            await calling;
        }

        Assert.Equal(2 * 492, pair.Observer.Lines.Count);
    }
}

using System.Reflection;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Operations;

/// <summary>One value of each kind, as the generated calls take it and as the table says it is encoded.</summary>
internal static class SampleCalls
{
    private static readonly byte[] Content = [1, 2, 3];

    public static object Argument(ParameterInfo parameter) => Value(parameter.ParameterType);

    public static byte[] Encoded(Procedure procedure)
    {
        var message = new OutgoingMessage();
        var writer = new XdrWriter(message);
        foreach (var parameter in procedure.Required.Concat(procedure.Optional))
        {
            if (parameter.IsList)
            {
                writer.WriteStringList(["text", "text"]);
            }
            else
            {
                Write(writer, parameter.Kind);
            }
        }

        return message.Finish()[ProtocolConstants.WordSize..].ToArray();
    }

    /// <summary>Plays the daemon's part of the call, files included.</summary>
    public static async Task AnswerAsync(FakeDaemon daemon, Procedure procedure, FakeCall call, CancellationToken cancellationToken)
    {
        if (procedure.Required.Any(static parameter => parameter.Kind == ValueKind.FileIn))
        {
            Assert.Equal(Content, (await daemon.ReadChunkAsync(cancellationToken)).Data.ToArray());
            Assert.True((await daemon.ReadChunkAsync(cancellationToken)).IsEndOfFile);
        }

        await daemon.ReplyAsync(call, writer => Write(writer, procedure.Return), cancellationToken);
        if (procedure.Required.Any(static parameter => parameter.Kind == ValueKind.FileOut))
        {
            await daemon.SendChunkAsync(new Chunk(false, Content), cancellationToken);
            await daemon.SendChunkAsync(Chunk.EndOfFile, cancellationToken);
        }
    }

    private static object Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => -7,
            _ when type == typeof(long) => -9L,
            _ when type == typeof(IReadOnlyList<string>) => new[] { "text", "text" },
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Content),
            _ when type == typeof(Stream) => Readable(),
            _ when type == typeof(CancellationToken) => TestContext.Current.CancellationToken,
            _ => Options(type),
        };
    }

    /// <summary>Reads and grows.</summary>
    private static MemoryStream Readable()
    {
        var stream = new MemoryStream();
        stream.Write(Content);
        stream.Position = 0;
        return stream;
    }

    private static object Options(Type type)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties())
        {
            property.SetValue(options, Value(property.PropertyType));
        }

        return options;
    }

    private static void Write(XdrWriter writer, ReturnShape shape)
    {
        var count = shape.Form is ReturnForm.List or ReturnForm.StructList or ReturnForm.Map ? 2 : 1;
        if (count > 1)
        {
            writer.WriteUInt32((uint)count);
        }

        for (var i = 0; i < count && shape.Form != ReturnForm.None; i++)
        {
            if (shape.Struct is null)
            {
                Write(writer, shape.Kind);
            }

            foreach (var item in shape.Struct?.Fields ?? [])
            {
                Write(writer, item.Kind);
            }
        }
    }

    private static void Write(XdrWriter writer, ValueKind kind)
    {
        switch (kind)
        {
            case ValueKind.FileIn or ValueKind.FileOut: break;
            case ValueKind.OptionalText: writer.WriteOptionalString("text"); break;
            case ValueKind.Bytes: writer.WriteOpaque(Content); break;
            case ValueKind.Bool: writer.WriteBool(true); break;
            case ValueKind.Number: writer.WriteInt32(-7); break;
            case ValueKind.LongNumber: writer.WriteInt64(-9); break;
            default: writer.WriteString("text"); break;
        }
    }

    private static void Write(XdrWriter writer, FieldKind kind)
    {
        switch (kind)
        {
            case FieldKind.Text: writer.WriteString("text"); break;
            case FieldKind.Bytes: writer.WriteOpaque(Content); break;
            case FieldKind.Uuid: writer.WriteFixedOpaque(new byte[32]); break;
            case FieldKind.LongNumber or FieldKind.UnsignedLongNumber: writer.WriteInt64(5); break;
            case FieldKind.Percent: writer.WriteSingle(-1); break;
            default: writer.WriteInt32('d'); break;
        }
    }
}

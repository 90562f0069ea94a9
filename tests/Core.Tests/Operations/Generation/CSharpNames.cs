using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Operations.Generation;

/// <summary>The daemon's names and types in C#.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> Keywords = ["base", "fixed", "unsafe", "checked", "lock", "ref", "params", "writer", "reply"];

    public static string Pascal(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    public static string Argument(string name) => Keywords.Contains(name) ? "@" + name : name;

    public static string TypeOf(Parameter parameter) => parameter.IsList ? "IReadOnlyList<string>" : TypeOf(parameter.Kind);

    public static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.OptionalText => "string?",
        ValueKind.Bytes => "ReadOnlyMemory<byte>",
        ValueKind.Bool => "bool",
        ValueKind.Number => "int",
        ValueKind.LongNumber => "long",
        ValueKind.FileIn or ValueKind.FileOut => "Stream",
        _ => "string",
    };

    public static string? TypeOf(ReturnShape shape) => shape.Form switch
    {
        ReturnForm.None => null,
        ReturnForm.Value => shape.Kind == ValueKind.Bytes ? "byte[]" : TypeOf(shape.Kind),
        ReturnForm.List => "IReadOnlyList<string>",
        ReturnForm.Map => "IReadOnlyList<KeyValuePair<string, string>>",
        ReturnForm.Struct => Pascal(shape.Struct!.Name),
        _ => $"IReadOnlyList<{Pascal(shape.Struct!.Name)}>",
    };

    public static string TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Bytes => "ReadOnlyMemory<byte>",
        FieldKind.Letter => "char",
        FieldKind.Number => "int",
        FieldKind.UnsignedNumber => "uint",
        FieldKind.LongNumber => "long",
        FieldKind.UnsignedLongNumber => "ulong",
        FieldKind.Percent => "float?",
        _ => "string",
    };

    /// <summary>The XdrWriter method's last word, such as String of WriteString.</summary>
    public static string Xdr(Parameter parameter) => parameter.IsList ? "StringList" : Xdr(parameter.Kind);

    public static string Xdr(ValueKind kind) => kind switch
    {
        ValueKind.OptionalText => "OptionalString",
        ValueKind.Bytes => "Opaque",
        ValueKind.Bool => "Bool",
        ValueKind.Number => "Int32",
        ValueKind.LongNumber => "Int64",
        _ => "String",
    };

    /// <summary>The expression that reads a field.</summary>
    public static string Read(FieldKind kind) => kind switch
    {
        FieldKind.Text => "reply.ReadString()",
        FieldKind.Bytes => "reply.ReadOpaque().ToArray()",
        FieldKind.Uuid => "reply.ReadUuid()",
        FieldKind.Letter => "reply.ReadChar()",
        FieldKind.Number => "reply.ReadInt32()",
        FieldKind.UnsignedNumber => "reply.ReadUInt32()",
        FieldKind.LongNumber => "reply.ReadInt64()",
        FieldKind.UnsignedLongNumber => "reply.ReadUInt64()",
        _ => "reply.ReadPercent()",
    };

    /// <summary>The expression that reads a return value.</summary>
    public static string Read(ReturnShape shape) => shape.Form switch
    {
        ReturnForm.Value when shape.Kind == ValueKind.Bytes => "reply.ReadOpaque().ToArray()",
        ReturnForm.Value => $"reply.Read{Xdr(shape.Kind)}()",
        ReturnForm.List => "reply.ReadStringList()",
        ReturnForm.Map => "reply.ReadPairs()",
        ReturnForm.Struct => $"{Pascal(shape.Struct!.Name)}.Read(ref reply)",
        _ => $"reply.ReadList({Pascal(shape.Struct!.Name)}.SmallestSize, {Pascal(shape.Struct!.Name)}.Read)",
    };
}

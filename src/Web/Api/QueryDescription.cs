using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Guestfs.Web.Api;

public static class QueryDescription
{
    /// <summary>What a route takes in its query: for the guard and for the API's description.</summary>
    public static T TakesQuery<T>(this T route, params IEnumerable<QueryParameter> parameters)
        where T : IEndpointConventionBuilder
    {
        object[] metadata = [.. parameters];
        return route.WithMetadata(metadata);
    }

    internal static void Describe(OpenApiOperation operation, IEnumerable<QueryParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            operation.Parameters ??= [];
            if (operation.Parameters.FirstOrDefault(known => known.Name == parameter.Name) is { } bound)
            {
                operation.Parameters.Remove(bound);
            }

            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = parameter.IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = SchemaOf(parameter) } : SchemaOf(parameter),
            });
        }
    }

    private static OpenApiSchema SchemaOf(QueryParameter parameter) => parameter switch
    {
        { IsFlag: true } => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        { Range: { } range } => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = range.Most > int.MaxValue ? "int64" : "int32",
            Minimum = Digits(range.Least),
            Maximum = range.Most == long.MaxValue ? null : Digits(range.Most),
        },
        _ => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = parameter.Values.Count > 0 ? [.. parameter.Values.Select(static value => JsonValue.Create(value)!)] : null,
        },
    };

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}

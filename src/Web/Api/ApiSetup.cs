using System.Text.Json.Serialization;
using Guestfs.Journal;
using Guestfs.Web.Imports;
using Guestfs.Web.Redaction;
using Guestfs.Web.Shares;
using Microsoft.OpenApi;

namespace Guestfs.Web.Api;

public static class ApiSetup
{
    public const string Root = "/api/v1";

    /// <summary>A request body larger than this is refused; the largest sensible boot request has a few hundred disks.</summary>
    public const int MostBodyBytes = 256 * 1024;

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static json =>
        {
            JournalJson.Apply(json.SerializerOptions);
            // As bodies are read; otherwise the description would offer numbers in quotes.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddExceptionHandler<EngineProblems>();
        services.AddProblemDetails(static problems => problems.CustomizeProblemDetails = ProblemWords.Complete);
        services.AddOpenApi("v1", static document =>
        {
            document.AddOperationTransformer(static (operation, context, _) =>
            {
                QueryDescription.Describe(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameter>());
                return Task.CompletedTask;
            });
            document.AddDocumentTransformer(static (description, _, _) => Describe(description));
        });
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        var api = routes.MapGroup(Root).AddEndpointFilter<NotStored>().AddEndpointFilter<QueryGuard>();
        api.DescribeRefusals();
        api.MapBoots();
        api.MapRecords();
        api.MapRetention();
        api.MapPins();
        api.MapShareApi();
        api.MapLabelBadgeApi();
        api.MapHost();
        api.MapAccess();
        api.MapImports();
        api.MapRedactionPreview();

        // The same records under the address of the boot's page, without a place in the API's description.
        routes.MapGroup("").AddEndpointFilter<NotStored>().ExcludeFromDescription().MapDownloads();
        routes.MapBadges();
    }

    private static Task Describe(OpenApiDocument description)
    {
        description.Info = new OpenApiInfo
        {
            Title = "Guestfs",
            Version = "v1",
            Description = "Boots the libguestfs appliance and tells what happened. Times are nanoseconds since the request was accepted.",
        };
        description.Servers = [];
        description.Components ??= new OpenApiComponents();
        description.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token that the server writes to the file named by --api-token-file.",
            },
        };
        description.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", description)] = [] }];
        return Task.CompletedTask;
    }
}

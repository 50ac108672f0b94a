using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LeadAlerts.Web.Ingest;

/// <summary>What the OpenAPI document says beyond what the endpoint's own metadata says.</summary>
internal static class IngestDocument
{
    private const string Scheme = "SiteKey";

    /// <summary>Every refusal that a sender may meet.</summary>
    public static readonly IReadOnlyDictionary<int, string> Problems = new Dictionary<int, string>
    {
        [400] = "The body cannot be read, or a field is not right; `errors` names it.",
        [401] = "No site key.",
        [404] = "The key belongs to no site, or the site is disabled.",
        [408] = "The body came too slowly.",
        [409] = "A message's id was used before with another text or role; nothing of that conversation is stored.",
        [413] = "The body is too large.",
        [415] = "The body is not JSON in UTF-8, or is compressed.",
        [429] = "The site sends too many messages; see Retry-After.",
        [503] = "The store does not answer in time; send the same again, see Retry-After.",
    };

    // The outcomes that all conversations of an array may have in common, which is then answered by an array as well.
    private static readonly string[] SharedByMany = ["400", "409", "503"];

    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Lead Alerts";
            document.Info.Version = "v1";
            document.Info.Description = "Send your site's conversations; Lead Alerts finds the leads in them.";

            // Where the product is reached is the reader's to know; a proxy may be in between.
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = SiteKeyAuthentication.Header,
                Description = "The site's secret key (`sk_…`), from the site's page. Keep it on your server.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            foreach (var (status, description) in Problems)
            {
                if (operation.Responses?.GetValueOrDefault(status.ToString(CultureInfo.InvariantCulture)) is { } response)
                {
                    response.Description = description;
                }
            }

            if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true && body.Schema is { } one)
            {
                operation.RequestBody.Content.Remove("*/*");
                body.Schema = new OpenApiSchema
                {
                    OneOf = [one, new OpenApiSchema { Type = JsonSchemaType.Array, Items = one }],
                };
            }

            if (operation.Responses?.GetValueOrDefault("202")?.Content?.TryGetValue("application/json", out var answer) == true
                && answer.Schema is { } accepted
                && operation.Responses.GetValueOrDefault("207")?.Content?.TryGetValue("application/json", out var partly) == true
                && partly.Schema is { } many)
            {
                answer.Schema = new OpenApiSchema { OneOf = [accepted, many] };
                foreach (var status in SharedByMany)
                {
                    if (operation.Responses.GetValueOrDefault(status) is { Content: { } refusal })
                    {
                        refusal["application/json"] = new OpenApiMediaType { Schema = many };
                    }
                }
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // What is required may be missing in what is sent, so that we can name it; it may not be null for that.
            foreach (var name in schema.Required ?? new HashSet<string>())
            {
                if (schema.Properties?.TryGetValue(name, out var property) == true && property is OpenApiSchema { Type: { } nullable } required)
                {
                    required.Type = nullable & ~JsonSchemaType.Null;
                }
            }

            var attributes = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: true);
            if (attributes is [AllowedValuesAttribute allowed, ..])
            {
                schema.Enum = [.. allowed.Values.Select(value => (JsonNode)value!.ToString()!)];
            }

            // We write numbers as numbers; that other endpoints would read them from strings is none of a reader's business.
            if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Integer))
            {
                schema.Type = type & ~JsonSchemaType.String;
                schema.Pattern = null;
            }

            return Task.CompletedTask;
        });
    }
}

namespace LeadAlerts.Web.Hosting;

internal static class SecurityHeaders
{
    /// <summary>The policy of a page that our own pages may show in a frame.</summary>
    public const string OwnFrames = "OwnFrames";

    /// <summary>The pages' content security policy and its companions. Inline styles are MudBlazor's need; scripts are our own files only.</summary>
    public static void AddPageSecurityHeaders(this IServiceCollection services) => services.AddSecurityHeaderPolicies()
        .SetDefaultPolicy(Policy(framed: false))
        .AddPolicy(OwnFrames, Policy(framed: true));

    /// <summary>Sends them with every answer.</summary>
    public static void UsePageSecurityHeaders(this WebApplication app) => app.UseSecurityHeaders();

    private static HeaderPolicyCollection Policy(bool framed) => new HeaderPolicyCollection()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyStrictOriginWhenCrossOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().Self();
            policy.AddScriptSrc().Self();
            policy.AddStyleSrc().Self().UnsafeInline();
            policy.AddImgSrc().Self().Data();
            policy.AddConnectSrc().Self();
            policy.AddObjectSrc().None();
            policy.AddBaseUri().Self();
            policy.AddFormAction().Self();
            var ancestors = policy.AddFrameAncestors();
            _ = framed ? ancestors.Self() : ancestors.None();
        });
}

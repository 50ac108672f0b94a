namespace LeadAlerts.Web.Hosting;

internal static class SecurityHeaders
{
    /// <summary>The pages' content security policy and its companions. Inline styles are MudBlazor's need; scripts are our own files only.</summary>
    public static void UsePageSecurityHeaders(this WebApplication app) => app.UseSecurityHeaders(new HeaderPolicyCollection()
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
            policy.AddFrameAncestors().None();
        }));
}

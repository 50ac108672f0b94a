using LeadAlerts.Core;
using LeadAlerts.Core.Storage;
using LeadAlerts.Web.Bounces;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Account;
using LeadAlerts.Web.Components.Pages.FromMail;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Components.Setup;
using LeadAlerts.Web.Demo;
using LeadAlerts.Web.Health;
using LeadAlerts.Web.Hosting;
using LeadAlerts.Web.Ingest;
using LeadAlerts.Web.Jobs;
using LeadAlerts.Web.Privacy;
using LeadAlerts.Web.Widget;
using Microsoft.Extensions.Options;

if (Verbs.Are(args))
{
    return await Verbs.RunAsync(args);
}

var builder = RootSettings.CreateBuilder(args);
builder.Services.AddLeadAlertsCore();
builder.Services.AddProxySettings();
builder.Services.AddPageSecurityHeaders();
builder.Services.AddAccounts();
builder.Services.AddSetup();
builder.Services.AddPages();
builder.Services.AddJobs();
builder.Services.AddHealth();
builder.Services.AddPrivacyKeeping();
builder.Services.AddIngest();
builder.Services.AddBounces();
builder.Services.AddWidget();
builder.Services.AddDemo();
builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<FailedRequests>();

// A request that lacks something is answered in Development too: it is no error of ours.
builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

var app = builder.Build();

// A wrong setting is told before anything is touched.
app.Services.GetRequiredService<IStartupValidator>().Validate();
await app.Services.GetRequiredService<DatabaseStartup>().RunAsync(app.Lifetime.ApplicationStopping);
await app.Services.GetRequiredService<DemoHistory>().WriteAsync(app.Lifetime.ApplicationStopping);

app.UseProxySettings();
app.UsePageSecurityHeaders();
app.UseErrorPages();

// Here rather than before everything else, so that what skips the rest of the line is still covered by what stands above.
app.UseRouting();
app.UseStatusPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.UseFreshForms();
app.UseJobDashboard();
app.MapIngest();
app.MapBounces();
app.MapWidget();
app.MapDemo();
app.MapAccounts();
app.MapHealth();
app.MapVisitorExport();
app.MapMailActions();
app.MapLeadExport();
app.MapPages();
app.Run();
return 0;

public partial class Program;

using LeadAlerts.Core;
using LeadAlerts.Core.Storage;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Account;
using LeadAlerts.Web.Components.Pages.StopMails;
using LeadAlerts.Web.Components.Setup;
using LeadAlerts.Web.Demo;
using LeadAlerts.Web.Health;
using LeadAlerts.Web.Hosting;
using LeadAlerts.Web.Ingest;
using LeadAlerts.Web.Jobs;
using LeadAlerts.Web.Widget;

var builder = RootSettings.CreateBuilder(args);
builder.Services.AddLeadAlertsCore();
builder.Services.AddProxySettings();
builder.Services.AddAccounts();
builder.Services.AddSetup();
builder.Services.AddPages();
builder.Services.AddJobs();
builder.Services.AddHealth();
builder.Services.AddIngest();
builder.Services.AddWidget();
builder.Services.AddDemo();
builder.Services.AddProblemDetails();

var app = builder.Build();
await app.Services.GetRequiredService<DatabaseStartup>().RunAsync(app.Lifetime.ApplicationStopping);
await app.Services.GetRequiredService<DemoHistory>().WriteAsync(app.Lifetime.ApplicationStopping);

app.UseProxySettings();
app.UseExceptionHandler();
app.UsePageSecurityHeaders();
app.UseStatusPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.UseFreshForms();
app.UseJobDashboard();
app.MapIngest();
app.MapWidget();
app.MapDemo();
app.MapAccounts();
app.MapHealth();
app.MapStopMails();
app.MapPages();
app.Run();

public partial class Program;

using LeadAlerts.Core;
using LeadAlerts.Core.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddLeadAlertsCore();
var app = builder.Build();
await app.Services.GetRequiredService<DatabaseStartup>().RunAsync(default);
app.Run();

public partial class Program;

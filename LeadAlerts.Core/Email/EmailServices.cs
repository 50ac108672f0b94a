using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Email;

/// <summary>Registers mail.</summary>
internal static class EmailServices
{
    public static void AddEmail(this IServiceCollection services)
    {
        services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FolderMailSender>();
        services.AddSingleton<SmtpMailSender>();
        services.AddSingleton<SiteMailServers>();
        services.AddSingleton<IMailSender>(provider => new MailSenders(
            ChooseSender(provider), provider.GetRequiredService<IOptions<EmailOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MailRenderer>();
        services.AddSingleton<NoticeMail>();
    }

    private static IMailSender ChooseSender(IServiceProvider services) =>
        services.GetRequiredService<IOptions<EmailOptions>>().Value.HasServer ? services.GetRequiredService<SmtpMailSender>()
        : services.GetRequiredService<IHostEnvironment>().IsDevelopment() ? services.GetRequiredService<FolderMailSender>()
        : new MissingMailSender();
}

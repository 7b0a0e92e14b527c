using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Features.Calendars;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Drafts;
using Portal.Features.Goskey;
using Portal.Features.Linking;
using Portal.Features.Sessions;
using Portal.Hosting;
using Portal.Hosting.Mail;
using Portal.Shell;
using Portal.Storage;

if (VerifyAuditCommand.IsAsked(args))
{
    return await VerifyAuditCommand.RunAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddPortalSettings();
builder.AddSimulator();
if (SettingsCheck.Report(builder.Configuration, builder.Environment))
{
    return 1;
}

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddStorage(builder.Configuration, builder.Environment);
builder.Services.AddKonturClients(builder.Configuration, builder.Environment);
builder.Services.AddAccess(builder.Configuration);
builder.Services.AddShell();
builder.Services.AddAudit(builder.Configuration);
builder.Services.AddAccountLinks();
builder.Services.AddLinking(builder.Configuration);
builder.Services.AddMail(builder.Configuration);
builder.Services.AddAccounts().AddDrafts();
builder.Services.AddConfirmations(builder.Configuration);
builder.Services.AddCalendars().AddDocflows(builder.Configuration);
builder.Services.AddSessions().AddStateClients(builder.Configuration).AddGoskey(builder.Configuration).AddJobs();
builder.AddObservability();

var app = builder.Build();
await app.Services.GetRequiredService<Migrator>().MigrateAsync();
await app.SeedSandboxAsync();

app.UsePortalPipeline();
app.MapStaticAssets();
app.MapHealth();
app.MapAccess();
app.MapDrafts().MapDocflows();
app.MapAccountLinks().MapCalendars().MapGoskey();
app.MapAudit();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode().AnswerHead();
await app.RunAsync();
return Environment.ExitCode;

using Portal.Simulator.ControlRoom;
using System.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Building;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.CloudSigning;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Docflows.Patching;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.DraftsBuilders;
using Portal.Simulator.KonturExtern.Events;
using Portal.Simulator.KonturExtern.Handbooks;
using Portal.Simulator.KonturExtern.Printing;
using Portal.Simulator.KonturExtern.Reports;
using Portal.Simulator.KonturExtern.Seeding;
using Portal.Simulator.KonturExtern.TestTools;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.People;
using Portal.Simulator.Phones;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern;

/// <summary>Kontur.Extern as its contracts describe it, below <c>/extern</c>.</summary>
public static class KonturExternModule
{
    /// <summary>Registers everything the module needs.</summary>
    public static IServiceCollection AddKonturExtern(this IServiceCollection services)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        services.TryAddSingleton<SimulatorClock>();
        services.TryAddSingleton<KonturUsers>();
        services.TryAddSingleton<SessionDirectory>();
        services.TryAddSingleton<SmsInbox>();
        services.AddSingleton<ExternCallers>();
        services.AddSingleton<CertificateVault>();
        services.AddResettable<CertificateVault>();
        services.AddSingleton<ICertificateOwners>(provider => provider.GetRequiredService<CertificateVault>());
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<AccountsEndpoints>();
        services.AddSingleton<OrganizationsEndpoints>();
        services.AddSingleton<OrganizationCare>();
        services.AddSingleton<AccountPeople>();
        services.AddSingleton<MemberControls>();
        services.AddSingleton<CertificatesEndpoints>();
        services.AddSingleton<MyDssPhone>().AddSingleton<IRoomView>(provider => provider.GetRequiredService<MyDssPhone>());
        services.AddSingleton<IRoomView, OnTheWayView>();
        services.AddSingleton<IRoomView, IncomingView>();
        services.AddSingleton<IRoomView, CertificatesView>();
        services.AddSingleton<ControlUnits>();
        services.AddSingleton<HandbooksEndpoints>();
        services.AddSingleton<ContentStore>();
        services.AddSingleton<EncryptionKeys>();
        services.AddSingleton<Recipients>();
        services.AddSingleton<ContentPacking>();
        services.AddSingleton<ContentsEndpoints>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<DraftCheck>();
        services.AddSingleton<DraftTasks>();
        services.AddSingleton<DraftsEndpoints>();
        services.AddSingleton<DraftDocumentsEndpoints>();
        services.AddSingleton<DraftSignaturesEndpoints>();
        services.AddSingleton<DraftTasksEndpoints>();
        services.AddSingleton<ContentDecryption>();
        services.AddSingleton<Confirmations>();
        services.AddSingleton<CloudSigner>();
        services.AddSingleton<CloudSigningEndpoints>();
        services.AddSingleton<DocumentBuildEndpoints>();
        services.AddSingleton<BuilderStore>();
        services.AddSingleton<BuilderCheck>();
        services.AddSingleton<BuilderDrafts>();
        services.AddSingleton<BuilderTasks>();
        services.AddSingleton<BuildersEndpoints>();
        services.AddSingleton<BuilderFilesEndpoints>();
        services.AddSingleton<PrintTasks>();
        services.AddSingleton<PrintEndpoints>();
        services.AddSingleton<RequisitesEndpoints>();
        services.AddSingleton<DecryptionEndpoints>();
        services.AddSingleton<DocflowStore>();
        services.AddSingleton<ReplyStore>();
        services.AddSingleton<PfrReplyStore>();
        services.AddResettable<PfrReplyStore>();
        services.AddSingleton<ReplyCertificates>();
        services.AddSingleton<RepliesEndpoints>();
        services.AddSingleton<ReplySigning>();
        services.AddSingleton<ReplySigningEndpoints>();
        services.AddSingleton<PfrRepliesEndpoints>();
        services.AddSingleton<PfrReplySigningEndpoints>();
        services.AddSingleton<DocumentsRequestStore>();
        services.AddResettable<DocumentsRequestStore>();
        services.AddSingleton<DocumentsRequestsEndpoints>();
        services.AddSingleton<CheckDemandEndpoint>();
        services.AddSingleton<DocflowDocuments>();
        services.AddSingleton<IncomingDocflows>();
        services.AddSingleton<OutgoingDocflows>();
        services.AddSingleton<DocflowMachine>();
        services.AddSingleton<DocflowsEndpoints>();
        services.AddSingleton<DocflowDocumentsEndpoints>();
        services.AddSingleton<DocflowControls>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<EventsEndpoints>();
        services.AddSingleton<SentReports>();
        services.AddSingleton<ReportsTablesEndpoints>();
        services.AddResettable<EventLog>();
        services.AddSingleton<PersonMaker>();
        services.AddSingleton<AccountTools>();
        services.AddSingleton<CertificateTool>();
        services.AddSingleton<ReportTools>();
        services.AddSingleton<ToolAccounts>();
        services.AddSingleton<SentDocflows>();
        services.AddSingleton<DocflowTools>();
        services.AddSingleton<ExternSeed>();
        services.AddSingleton<IResettable>(provider => provider.GetRequiredService<ExternSeed>());
        services.AddSingleton<DueWork>();
        services.AddHostedService<DueWorkLoop>();
        return services;
    }

    /// <summary>Seeds a new sandbox and maps the paths.</summary>
    public static void MapKonturExtern(this WebApplication app)
    {
        var services = app.Services;
        services.GetRequiredService<ExternSeed>().SeedIfNew();

        var due = services.GetRequiredService<DueWork>();
        var routes = new ExternRoutes(
            app.MapGroup("/extern"), services.GetRequiredService<ExternCallers>(), services.GetRequiredService<AccountDirectory>(), due.Run, services.GetRequiredService<DocflowStore>().CheckInventory,
            services.GetRequiredService<ILoggerFactory>().CreateLogger("KonturExtern"));
        services.GetRequiredService<AccountsEndpoints>().Map(routes);
        services.GetRequiredService<OrganizationsEndpoints>().Map(routes);
        services.GetRequiredService<OrganizationCare>().Map(routes);
        services.GetRequiredService<AccountPeople>().Map(routes);
        services.GetRequiredService<CertificatesEndpoints>().Map(routes);
        services.GetRequiredService<HandbooksEndpoints>().Map(routes);
        services.GetRequiredService<ContentsEndpoints>().Map(routes);
        services.GetRequiredService<DraftsEndpoints>().Map(routes);
        services.GetRequiredService<DraftDocumentsEndpoints>().Map(routes);
        services.GetRequiredService<DraftSignaturesEndpoints>().Map(routes);
        services.GetRequiredService<DraftTasksEndpoints>().Map(routes);
        services.GetRequiredService<CloudSigningEndpoints>().Map(routes);
        services.GetRequiredService<MyDssPhone>().Map(routes, app);
        services.GetRequiredService<DecryptionEndpoints>().Map(routes);
        services.GetRequiredService<PrintEndpoints>().Map(routes);
        services.GetRequiredService<RequisitesEndpoints>().Map(routes);
        services.GetRequiredService<DocumentBuildEndpoints>().Map(routes);
        services.GetRequiredService<BuildersEndpoints>().Map(routes);
        services.GetRequiredService<BuilderFilesEndpoints>().Map(routes);
        services.GetRequiredService<DocflowsEndpoints>().Map(routes);
        services.GetRequiredService<DocflowDocumentsEndpoints>().Map(routes);
        services.GetRequiredService<RepliesEndpoints>().Map(routes);
        services.GetRequiredService<ReplySigningEndpoints>().Map(routes);
        services.GetRequiredService<PfrRepliesEndpoints>().Map(routes);
        services.GetRequiredService<PfrReplySigningEndpoints>().Map(routes);
        services.GetRequiredService<DocumentsRequestsEndpoints>().Map(routes);
        services.GetRequiredService<CheckDemandEndpoint>().Map(routes);
        services.GetRequiredService<DocflowControls>().Map(routes, app);
        services.GetRequiredService<MemberControls>().Map(routes, app);
        services.GetRequiredService<EventsEndpoints>().Map(routes);
        services.GetRequiredService<ReportsTablesEndpoints>().Map(routes);
        services.GetRequiredService<AccountTools>().Map(routes);
        services.GetRequiredService<CertificateTool>().Map(routes);
        services.GetRequiredService<ReportTools>().Map(routes);
        services.GetRequiredService<DocflowTools>().Map(routes);
        routes.Fallback();
    }
}

using System.Text;
using Portal.Access;
using Portal.Features.Drafts;
using Portal.Testing;

namespace Portal.Tests.Fixtures;

/// <summary>A report file: the vendor's samples (windows-1251) and what is made of them by editing.</summary>
public sealed record Report(string FileName, byte[] Bytes)
{
    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    /// <summary>A report of «Тестовая» that passes the check.</summary>
    public static Report Good => Sample("NO_BUHOTCH_0087_0087_6676130154667601001_20241024_04621bd7-14b3-4c78-ab67-ddbf91cc76d6.xml");

    /// <summary>The sample of 2019: an INN of zeros and a file name that is not its ИдФайл.</summary>
    public static Report OfZeros => Sample("NO_BUHOTCH_0087_0087_0000000000000000000_20190805_5aaa862e_8f02.xml");

    /// <summary>A warrant of «Тестовая».</summary>
    public static Report Warrant => Sample("ON_DOV_0087_0087_6676130154667601001_20241024_d075a2c7-1e38-49f1-a13b-28753780102c.xml");

    /// <summary>The good report, made out for «Вектор».</summary>
    public static Report OfVector => Good.Edit("6676130154", "7709123453").Edit("667601001", "770901001");

    /// <summary>A good report with an identifier of its own: the portal asks before it sends the same file twice.</summary>
    public static Report Another() => Good.Edit("04621bd7-14b3-4c78-ab67-ddbf91cc76d6", Guid.NewGuid().ToString());

    /// <summary>The text replaced everywhere, in the file name too.</summary>
    public Report Edit(string old, string with) =>
        new(FileName.Replace(old, with, StringComparison.Ordinal), Windows1251.GetBytes(Windows1251.GetString(Bytes).Replace(old, with, StringComparison.Ordinal)));

    /// <summary>The same bytes under another name.</summary>
    public Report Named(string fileName) => this with { FileName = fileName };

    /// <summary>A file of this text, in windows-1251.</summary>
    public static Report Of(string fileName, string text) => new(fileName, Windows1251.GetBytes(text));

    private static Report Sample(string name) => new(name, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name)));
}

/// <summary>Brings reports to where a test begins, by the operations that the pages use.</summary>
public static class Reports
{
    /// <summary>Uploads a report; returns the id of the draft.</summary>
    public static Task<string> UploadAsync(this PortalFixture fixture, Actor actor, string accountId, Report report) =>
        fixture.Get<UploadReport>().RunAsync(actor, accountId, report.FileName, new MemoryStream(report.Bytes), report.Bytes.Length, TestContext.Current.CancellationToken);

    /// <summary>Puts a warrant or an attachment beside the report of a draft, or another report in its place.</summary>
    public static async Task<AddOutcome> AddAsync(this PortalFixture fixture, Actor actor, string accountId, string draftId, Report file)
    {
        var stop = TestContext.Current.CancellationToken;
        var report = (await fixture.Get<DraftStore>().DocumentsAsync(draftId, stop)).First(document => document.Kind == DocumentKind.Report);
        return await fixture.Get<AddDocument>().RunAsync(
            actor, accountId, draftId, file.FileName.EndsWith(".xml", StringComparison.Ordinal) && !ReportFile.IsWarrant(file.FileName) ? report.Id : null, file.FileName, new MemoryStream(file.Bytes), file.Bytes.Length, stop);
    }

    /// <summary>What the report's page would show.</summary>
    public static Task<ReportView> ReadAsync(this PortalFixture fixture, Actor actor, string accountId, string draftId) =>
        fixture.Get<ReadReport>().RunAsync(actor, accountId, draftId, TestContext.Current.CancellationToken);

    /// <summary>Starts the check with the first certificate that can be chosen.</summary>
    public static async Task<CheckOutcome> CheckAsync(this PortalFixture fixture, Actor actor, string accountId, string draftId)
    {
        var usable = (await fixture.ReadAsync(actor, accountId, draftId)).Certificates.First(choice => choice.WhyNot is null);
        return await fixture.Get<CheckDraft>().RunAsync(actor, draftId, usable.Certificate.Thumbprint, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for a state of a draft.</summary>
    public static Task<ReportView> ReachAsync(this PortalFixture fixture, Actor actor, string accountId, string draftId, params DraftState[] states) =>
        Eventually.GetAsync(
            async () => await fixture.ReadAsync(actor, accountId, draftId) is { } view && states.Contains(view.Draft.State) ? view : null,
            $"the draft is {string.Join(" or ", states)}", cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>A report that is checked and may be signed; returns its id.</summary>
    public static async Task<string> CheckedAsync(this PortalFixture fixture, Actor actor, string accountId, Report? report = null)
    {
        var draftId = await fixture.UploadAsync(actor, accountId, report ?? Report.Good);
        Assert.Equal(CheckOutcome.Started, await fixture.CheckAsync(actor, accountId, draftId));
        await fixture.ReachAsync(actor, accountId, draftId, DraftState.Checked);
        return draftId;
    }
}

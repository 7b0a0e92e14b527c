using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Drafts;

public sealed class DraftDocumentStoreTests(Databases databases)
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Files_beside_the_report_are_put_in_order_and_a_replaced_one_keeps_its_place(string engine)
    {
        var (database, drafts, documents, draft) = await AddAsync(engine);
        var files = new[] { DocumentKind.Attachment, DocumentKind.Warrant, DocumentKind.Attachment }.Select(kind => DraftRows.File(draft.Id, kind)).ToList();
        foreach (var file in files)
        {
            Assert.True(await drafts.AddDocumentAsync(file, Stop));
        }

        var report = (await drafts.DocumentsAsync(draft.Id, Stop))[0].Id;
        Assert.Equal([report, files[0].Id, files[1].Id, files[2].Id], await OrderAsync(drafts, draft));

        Assert.True(await documents.MoveAsync(draft.Id, files[2].Id, -1, Stop));
        Assert.True(await documents.MoveAsync(draft.Id, files[0].Id, 1, Stop));
        Assert.Equal([report, files[2].Id, files[0].Id, files[1].Id], await OrderAsync(drafts, draft));
        Assert.False(await documents.MoveAsync(draft.Id, files[2].Id, -1, Stop));
        Assert.False(await documents.MoveAsync(draft.Id, files[1].Id, 1, Stop));
        Assert.False(await documents.MoveAsync(draft.Id, report, 1, Stop));

        var other = DraftRows.File(draft.Id, DocumentKind.Attachment) with { Position = (await drafts.DocumentsAsync(draft.Id, Stop))[2].Position, Form = "Документ PDF" };
        Assert.True(await documents.ReplaceAsync(files[0].Id, other, Stop));
        Assert.Equal([report, files[2].Id, other.Id, files[1].Id], await OrderAsync(drafts, draft));
        Assert.Equal("Документ PDF", (await documents.FindAsync(draft.LinkId, draft.Id, other.Id, Stop))?.Form);
        Assert.False(await documents.ReplaceAsync(report, other with { Id = Guid.NewGuid().ToString() }, Stop));
        Assert.Null(await documents.FindAsync((await Databases.LinkAsync(database)).Id, draft.Id, other.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_order_is_no_reason_to_check_again_but_it_does_not_change_under_a_signed_report(string engine)
    {
        var (database, drafts, documents, draft) = await AddAsync(engine);
        await drafts.AddDocumentAsync(DraftRows.File(draft.Id, DocumentKind.Attachment), Stop);
        var last = DraftRows.File(draft.Id, DocumentKind.Attachment);
        await drafts.AddDocumentAsync(last, Stop);
        await drafts.MoveAsync(draft.Id, [DraftState.Editing], DraftState.Checked, cancellationToken: Stop);

        Assert.True(await documents.MoveAsync(draft.Id, last.Id, -1, Stop));
        Assert.Equal(DraftState.Checked, (await drafts.FindForJobAsync(draft.Id, Stop))?.State);

        await drafts.MoveAsync(draft.Id, [DraftState.Checked], DraftState.Signed, cancellationToken: Stop);
        Assert.False(await documents.MoveAsync(draft.Id, last.Id, 1, Stop));

        // A replacement is refused while a signature is open.
        var signed = await DraftRows.AddAsync(database, DraftState.Checked);
        await drafts.AddDocumentAsync(last with { Id = Guid.NewGuid().ToString(), DraftId = signed.Id }, Stop);
        await drafts.MoveAsync(signed.Id, [DraftState.Editing], DraftState.Checked, cancellationToken: Stop);
        var attachment = (await drafts.DocumentsAsync(signed.Id, Stop))[1];
        Assert.NotNull(await new SigningStore(database, TimeProvider.System).BeginAsync(
            new SigningRequest(signed.Id, signed.LinkId, signed.AccountId, Guid.NewGuid().ToString(), "AA", "Иванов", "+7", []), Stop));
        Assert.False(await documents.ReplaceAsync(attachment.Id, DraftRows.File(signed.Id, DocumentKind.Attachment), Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Where_the_bytes_are_is_remembered_and_files_are_kept_while_a_row_names_them(string engine)
    {
        var (database, drafts, documents, draft) = await AddAsync(engine);
        var (sha256, pdf, nobody) = (Digest(), Digest(), Digest());
        var file = DraftRows.File(draft.Id, DocumentKind.Attachment) with { Sha256 = sha256 };
        await drafts.AddDocumentAsync(file, Stop);

        await documents.SetMissingAsync(file.Id, Stop);
        Assert.NotNull((await documents.FindAsync(draft.LinkId, draft.Id, file.Id, Stop))?.MissingAt);
        await documents.SetPlacedAsync(file.Id, "at-kontur", Stop);
        await documents.RefreshContentAsync(file.Id, "new-content", Stop);
        var found = await documents.FindAsync(draft.LinkId, draft.Id, file.Id, Stop);
        Assert.Equal((null, "new-content", "at-kontur"), (found?.MissingAt, found?.ContentId, found?.PlacedIn));

        var forms = new PrintFormStore(database, TimeProvider.System);
        var form = await forms.BeginAsync(file.Id, TimeSpan.Zero, Stop);
        await forms.EndAsync(form!.Id, PrintState.Ready, pdf, 5, cancellationToken: Stop);
        var many = Enumerable.Range(0, 400).Select(_ => Digest()).Append(nobody).Append(sha256).Append(pdf).Append("'); DROP TABLE draft; --").ToList();
        Assert.Equal(new HashSet<string> { sha256, pdf }, await documents.KeptAsync(many, Stop));

        Assert.True(await drafts.DeleteAsync(draft.LinkId, draft.Id, Stop));
        Assert.Empty(await documents.KeptAsync(many, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task One_print_form_of_a_file_is_under_way_at_a_time(string engine)
    {
        var database = await databases.GetAsync(engine);
        var clock = TestClock.Create();
        var (drafts, forms) = (new DraftStore(database, clock), new PrintFormStore(database, clock));
        var draft = await DraftRows.AddAsync(database, DraftState.Checked, clock);
        var file = (await drafts.DocumentsAsync(draft.Id, Stop))[0];

        var begun = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => forms.BeginAsync(file.Id, TimeSpan.FromMinutes(1), Stop)));
        var first = Assert.Single(begun, form => form is not null)!;
        Assert.DoesNotContain(await forms.DueAsync(1000, Stop), due => due.Form.Id == first.Id);
        await forms.AcceptAsync(first.Id, "task", Stop);
        Assert.Contains(await forms.DueAsync(1000, Stop), due => (due.Form.Id, due.Form.KonturTaskId, due.DraftId) == (first.Id, "task", draft.Id));
        await forms.PostponeAsync(first.Id, TimeSpan.FromSeconds(5), Stop);
        Assert.DoesNotContain(await forms.DueAsync(1000, Stop), due => due.Form.Id == first.Id);

        Assert.True(await forms.EndAsync(first.Id, PrintState.Failed, problem: "Нет", trace: "t", cancellationToken: Stop));
        Assert.False(await forms.EndAsync(first.Id, PrintState.Ready, cancellationToken: Stop));
        var second = await forms.BeginAsync(file.Id, TimeSpan.Zero, Stop);
        Assert.NotEqual(first.Id, second?.Id);
        var found = await forms.FindAsync(draft.LinkId, draft.Id, file.Id, Stop);
        Assert.Equal((PrintState.Running, null, 0), (found!.State, found.Problem, found.Polls));
        Assert.Null(await forms.FindAsync((await Databases.LinkAsync(database)).Id, draft.Id, file.Id, Stop));

        await Databases.UnlinkAsync(database, draft.LinkId);
        Assert.DoesNotContain(await forms.DueAsync(1000, Stop), due => due.Form.Id == second!.Id);
    }

    private static string Digest() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) + new string('0', 32);

    private static async Task<IEnumerable<string>> OrderAsync(DraftStore drafts, Draft draft) => (await drafts.DocumentsAsync(draft.Id, Stop)).Select(file => file.Id);

    private async Task<(Database Database, DraftStore Drafts, DraftDocumentStore Documents, Draft Draft)> AddAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        return (database, new DraftStore(database, TimeProvider.System), new DraftDocumentStore(database, TimeProvider.System), await DraftRows.AddAsync(database));
    }
}

using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Drafts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>To every body, in every name: from the file or the form to the docflow that the body has accepted.</summary>
public sealed class AddresseesTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private const string Machine = "0d0d0d0d-0000-4000-8000-0000000000b1";
    private const string Payer = "6676130154/667601001";
    private const string LastDay = "2099-12-31";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_to_Rosstat_asks_for_the_office_and_is_accepted_there()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, StateFiles.Rosstat);
        var view = await fixture.ReadAsync(actor, Account, draftId);
        Assert.Equal((Authority.Rosstat, "Форма П-4", "12345678"), (view.To.Authority, view.Draft.Facts.Form, view.To.Okpo));
        Assert.Equal(["код органа Росстата"], view.To.Missing);
        var warrant = await Assert.ThrowsAsync<ReportFileException>(() => fixture.AddAsync(actor, Account, draftId, Report.Warrant));
        Assert.StartsWith("СФР и Росстат не принимают файл доверенности.", warrant.Message, StringComparison.Ordinal);
        Assert.Equal(CheckOutcome.NotReady, await fixture.CheckAsync(actor, Account, draftId));

        var address = new AddressingInput { Authority = Authority.Rosstat, Code = "99-98", Okpo = "12345678", Payer = Payer };
        var refused = await AddressAsync(actor, draftId, address);
        Assert.Equal("Такого кода нет в справочнике, или этот орган больше не принимает документы", refused.Errors[nameof(AddressingInput.Code)]);
        Assert.True((await AddressAsync(actor, draftId, address with { Code = "00-87" })).IsSaved);

        var sent = await SendAsync(actor, Account, draftId);
        Assert.Equal(("urn:docflow:stat-report", "00-87", "Тестовый орган Росстата 00-87 (принимает всё)"), (sent.Type, sent.Recipient, sent.RecipientName));
        await AnsweredAsync(sent, "Принят", "stat-report-protocol-v2-positive");
        var meta = await MetaAsync(actor, Account, draftId);
        Assert.Equal(("00-87", "12345678", false), (meta.Recipient!.TogsCode, meta.Payer!.Okpo, meta.Sender!.IsRepresentative));
    }

    [Fact]
    public async Task A_report_to_the_fund_that_is_signed_inside_goes_without_a_code_from_the_phone()
    {
        var actor = await fixture.InAsync("director", Account);
        var before = await fixture.Outside.AcceptedPostsAsync("/cloud-sign$");
        var draftId = await fixture.UploadAsync(actor, Account, StateFiles.Fund);
        var view = await fixture.ReadAsync(actor, Account, draftId);
        Assert.Equal(("Единая форма сведений (ЕФС-1)", StateFiles.SfrNumber, "6676130154"), (view.Draft.Facts.Form, view.To.SfrNumber, view.Draft.Facts.Inn));
        Assert.Empty(view.Differences);
        await fixture.CheckAsync(actor, Account, draftId);
        await fixture.ReachAsync(actor, Account, draftId, DraftState.Checked);
        var thumbprint = view.Certificates[0].Certificate.Thumbprint;
        Assert.Null(await fixture.Get<SignDraft>().RunAsync(actor, draftId, thumbprint, Stop));

        Assert.True(await fixture.Get<AcceptInnerSignature>().RunAsync(actor, draftId, Stop));
        await fixture.ReachAsync(actor, Account, draftId, DraftState.Ready);
        Assert.Equal(SendOutcome.Accepted, await fixture.Get<SendDraft>().RunAsync(actor, draftId, Stop));

        var sent = await EntryAsync(actor, Account, draftId);
        Assert.Equal("urn:docflow:sfr-report", sent.Type);
        await AnsweredAsync(sent, "Принят", "sfr-report-protocol-check");
        Assert.Equal(StateFiles.SfrNumber, (await MetaAsync(actor, Account, draftId)).Payer!.RegistrationNumberSfr);
        Assert.Equal(before, await fixture.Outside.AcceptedPostsAsync("/cloud-sign$"));
    }

    [Fact]
    public async Task A_report_to_the_fund_without_a_signature_inside_is_refused_for_sending()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, StateFiles.UnsignedFund);
        await fixture.CheckAsync(actor, Account, draftId);
        var view = await fixture.ReachAsync(actor, Account, draftId, DraftState.Checked);

        var difference = Assert.Single(view.Differences);
        Assert.StartsWith("В файле нет подписи. СФР принимает отчёт только с подписью внутри файла", difference.Sentence, StringComparison.Ordinal);
        Assert.True(difference.Blocks);
        Assert.False(await fixture.Get<AcceptInnerSignature>().RunAsync(actor, draftId, Stop));
        Assert.Null(await fixture.Get<SignDraft>().RunAsync(actor, draftId, view.Draft.CertificateThumbprint!, Stop));
        Assert.Equal(DraftState.Checked, (await fixture.ReadAsync(actor, Account, draftId)).Draft.State);
    }

    [Fact]
    public async Task A_report_of_an_entrepreneur_goes_without_a_KPP_by_the_warrant_of_a_representative()
    {
        const string Inn = "667010000159";
        var actor = await fixture.InAsync("director", Account);
        var made = Assert.IsType<CreateAccountOutcome.Created>(await fixture.Get<CreateAccount>().RunAsync(actor, new NewAccount(Inn, null, "Иванов Иван Иванович"), Stop)).Account;
        await fixture.Get<OpenAccount>().RunAsync(actor, made.AccountId, Stop);
        var draftId = await fixture.UploadAsync(actor, made.AccountId, OfEntrepreneur(Inn));
        var view = await fixture.ReadAsync(actor, made.AccountId, draftId);
        var sending = view.SendingWith(view.Certificates[0].Certificate.Thumbprint, Sending.Today(TimeProvider.System))!;
        Assert.Equal((true, "6676130154"), (sending.IsForAnother, sending.Inn));
        Assert.Contains("нужна доверенность", sending.Problem!.Sentence, StringComparison.Ordinal);
        await fixture.CheckAsync(actor, made.AccountId, draftId);
        await fixture.ReachAsync(actor, made.AccountId, draftId, DraftState.Checked);
        Assert.Null(await fixture.Get<SignDraft>().RunAsync(actor, draftId, view.Certificates[0].Certificate.Thumbprint, Stop));

        var address = new AddressingInput { Authority = Authority.Tax, Code = "0087", Payer = Inn + "/", Warrant = WarrantKind.MachineReadable, WarrantNumber = Machine };
        Assert.Equal("Эта доверенность уже закончилась", (await AddressAsync(actor, draftId, address with { WarrantEndsOn = "2020-01-31" })).Errors[nameof(AddressingInput.WarrantEndsOn)]);
        Assert.True((await AddressAsync(actor, draftId, address with { WarrantEndsOn = LastDay })).IsSaved);

        var sent = await SendAsync(actor, made.AccountId, draftId);
        await AnsweredAsync(sent, "Введён", "fns534-report-processing-result-ok");
        var meta = await MetaAsync(actor, made.AccountId, draftId);
        Assert.Equal((Inn, null, true, Guid.Parse(Machine)), (meta.Payer!.Inn, meta.Payer.Organization?.Kpp, meta.Sender!.IsRepresentative, meta.AdditionalInfo!.MachineReadableWarrantId!.Value));
    }

    [Fact]
    public async Task Who_is_no_director_sends_by_the_message_of_representation_that_the_service_makes()
    {
        var actor = await fixture.InAsync("accountant", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        var view = await fixture.ReadAsync(actor, Account, draftId);
        var sending = view.SendingWith(view.Certificates[0].Certificate.Thumbprint, Sending.Today(TimeProvider.System))!;
        Assert.Equal((WarrantKind.Message, null), (sending.Warrant!.Kind, sending.Problem));
        Assert.NotNull(sending.Warrant.EndsOn);

        var sent = await SendAsync(actor, Account, draftId, "accountant");
        await AnsweredAsync(sent, "Введён", "fns534-report-warrant");
        Assert.True((await MetaAsync(actor, Account, draftId)).Sender!.IsRepresentative);
    }

    [Theory]
    [InlineData(Authority.Tax, "0087", "urn:docflow:fns534-letter", "fns534-letter-receipt", "Доставлено")]
    [InlineData(Authority.SocialFund, "066-001", "urn:docflow:pfr-letter", "pfr-letter-letter-acknowledgement", "Принято")]
    [InlineData(Authority.Rosstat, "00-87", "urn:docflow:stat-letter", "stat-letter-receipt", "Доставлено")]
    public async Task A_letter_with_a_file_is_delivered(Authority authority, string code, string type, string answer, string word)
    {
        var actor = await fixture.InAsync("director", Account);
        var letter = new LetterInput(new AddressingInput { Authority = authority, Code = code, Okpo = "12345678", SfrNumber = StateFiles.SfrNumber, Payer = Payer }, "О сверке", $"Просим сверить расчёты, {Guid.NewGuid()}.\nСписок во вложении.");
        var draftId = (await fixture.Get<CreateLetter>().RunAsync(actor, Account, letter, Stop)).DraftId!;
        await fixture.AddAsync(actor, Account, draftId, new Report("список.pdf", "%PDF-1.7"u8.ToArray()));
        var documents = (await fixture.ReadAsync(actor, Account, draftId)).Documents;
        Assert.Equal([DocumentKind.Report, DocumentKind.Attachment], documents.Select(document => document.Kind));

        var sent = await SendAsync(actor, Account, draftId);
        Assert.Equal((type, code), (sent.Type, sent.Recipient));
        await AnsweredAsync(sent, word, answer);
        Assert.Equal("О сверке", (await MetaAsync(actor, Account, draftId)).AdditionalInfo!.Subject);
        Assert.EndsWith("О сверке", (await EntryAsync(actor, Account, draftId)).FormName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ION4")]
    [InlineData("ION3")]
    [InlineData("ION7")]
    public async Task A_request_is_built_by_the_service_and_answered(string kind)
    {
        var actor = await fixture.InAsync("director", Account);
        var request = new RequestInput { Kind = kind, Code = "0087", Payer = Payer, Year = "2025", From = "2025-01-01", To = "2025-12-31", Chief = "Иванов Иван Иванович" };
        var draftId = (await fixture.Get<BuildRequest>().RunAsync(actor, Account, request, Stop)).DraftId!;
        var document = Assert.Single((await fixture.ReadAsync(actor, Account, draftId)).Documents);
        Assert.Equal(64, document.Sha256.Length);

        var sent = await SendAsync(actor, Account, draftId);
        Assert.Equal("urn:docflow:fns534-ion", sent.Type);
        await AnsweredAsync(sent, "Принято", "fns534-ion-response");
    }

    [Fact]
    public async Task A_letter_answers_a_demand_and_names_its_document()
    {
        var actor = await fixture.InAsync("director", Account);
        var demand = await fixture.Outside.IncomingAsync(Account, "fns534-demand");
        var listed = await fixture.Get<ListAnswerable>().RunAsync(actor, Account, Stop);
        Assert.StartsWith("Требование", listed.Single(one => one.DocflowId == demand.ToString()).Title, StringComparison.Ordinal);
        var found = await fixture.Get<FindAnswered>().RunAsync(actor, Account, demand, Stop);
        var letter = new LetterInput(new AddressingInput { Authority = found!.Authority, Code = found.Code!, Payer = Payer, Answers = found.DocflowId }, "Ответ на требование", "Документы во вложении.");
        var draftId = (await fixture.Get<CreateLetter>().RunAsync(actor, Account, letter, Stop)).DraftId!;

        await SendAsync(actor, Account, draftId);

        var related = (await MetaAsync(actor, Account, draftId)).RelatedDocument!;
        Assert.Equal((demand, found.DocumentId), (related.RelatedDocflowId!.Value, related.RelatedDocumentId.ToString()));
    }

    [Fact]
    public async Task A_report_becomes_the_answer_to_a_letter_and_what_is_not_answered_is_not_tied()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        Assert.True(await fixture.Get<AnswerDocflow>().RunAsync(actor, draftId, await fixture.Outside.IncomingAsync(Account, "fns534-cu-letter"), Stop));
        Assert.StartsWith("Письмо налоговой", (await fixture.ReadAsync(actor, Account, draftId)).Draft.Addressing.Answers!.Title, StringComparison.Ordinal);

        Assert.False(await fixture.Get<AnswerDocflow>().RunAsync(actor, draftId, await fixture.Outside.IncomingAsync(Account, "fns534-cu-broadcast"), Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<AnswerDocflow>().RunAsync(actor, draftId, Guid.NewGuid(), Stop));
    }

    [Fact]
    public async Task A_letter_takes_no_file_that_the_tax_service_would_not()
    {
        var actor = await fixture.InAsync("director", Account);
        var letter = new LetterInput(new AddressingInput { Authority = Authority.Tax, Code = "0087", Payer = Payer }, "Тема", "Текст");
        var draftId = (await fixture.Get<CreateLetter>().RunAsync(actor, Account, letter, Stop)).DraftId!;

        var large = await Assert.ThrowsAsync<ReportFileException>(() => fixture.AddAsync(actor, Account, draftId, new Report("скан.pdf", new byte[(4 * 1_048_576) + 1])));
        var named = await Assert.ThrowsAsync<ReportFileException>(() => fixture.AddAsync(actor, Account, draftId, new Report(new string('а', 101), [1])));

        Assert.Equal("Файл «скан.pdf» больше 4 МБ: такой файл не принимается.", large.Message.Replace('\u00a0', ' '));
        Assert.StartsWith("Имя файла письма не длиннее 100 знаков", named.Message, StringComparison.Ordinal);
        Assert.Single((await fixture.ReadAsync(actor, Account, draftId)).Documents);
    }

    private static Report OfEntrepreneur(string inn)
    {
        var report = Report.Good.Edit("_6676130154667601001_", $"_{inn}_").Edit("<НПЮЛ НаимОрг=\"Тестовая\" ИННЮЛ=\"6676130154\" КПП=\"667601001\"", $"<НПИП ИННФЛ=\"{inn}\"");
        return report.Edit("</НПЮЛ>", "</НПИП>");
    }

    private Task<AddressingOutcome> AddressAsync(Actor actor, string draftId, AddressingInput input) => fixture.Get<SetAddressing>().RunAsync(actor, draftId, input, Stop);

    private Task<DocflowEntry> SendAsync(Actor actor, string accountId, string draftId, string login = "director") => fixture.SendWholeAsync(actor, accountId, draftId, login);

    private Task<DocflowEntry> EntryAsync(Actor actor, string accountId, string draftId) => fixture.EntryOfAsync(actor, accountId, draftId);

    private async Task AnsweredAsync(DocflowEntry sent, string word, string document)
    {
        await Eventually.IsTrueAsync(
            async () =>
            {
                var now = await fixture.Get<DocflowStore>().FindAsync(sent.LinkId, sent.Id, Stop);
                var documents = await fixture.Get<DocflowStore>().DocumentsAsync(sent.Id, Stop);
                return DocflowWords.Status(now!).Word == word && documents.Any(one => one.Type.EndsWith(":" + document, StringComparison.Ordinal));
            },
            $"{sent.FormName} is «{word}» and has {document}", TimeSpan.FromSeconds(40), Stop);
    }

    private async Task<DraftMeta> MetaAsync(Actor actor, string accountId, string draftId)
    {
        var draft = (await fixture.ReadAsync(actor, accountId, draftId)).Draft;
        return (await fixture.Get<IExternDraftsApi>().GetAsync(new KonturSessionKey(draft.LinkId), Guid.Parse(accountId), Guid.Parse(draft.KonturDraftId!), Stop)).Meta!;
    }
}

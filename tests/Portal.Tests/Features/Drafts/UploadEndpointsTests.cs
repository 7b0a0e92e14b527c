using System.Net;
using System.Text;
using System.Text.Json;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Drafts;
using Portal.Tests.Access;
using Portal.Tests.Fixtures;
using Portal.Ui;

namespace Portal.Tests.Features.Drafts;

/// <summary>Files over HTTP, as the browser sends them: what the endpoint answers is what the person reads.</summary>
public sealed class UploadEndpointsTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Upload = $"/a/{PortalFixture.Testovaya}/reports/upload";

    [Theory]
    [InlineData("отчёт.pdf", "%PDF", "Файл «отчёт.pdf» другого вида.")]
    [InlineData("пустой.xml", "", "Файл «пустой.xml» пуст.")]
    [InlineData("битый.xml", "<Файл ИдФайл=\"X\">\n<Документ></Файл>", "Файл повреждён: ошибка XML в строке 2, позиция")]
    [InlineData("", "<Файл/>", "Файл «» другого вида.")]
    public async Task A_bad_file_is_answered_with_the_sentence_that_the_person_reads(string name, string text, string sentence)
    {
        await fixture.InAsync("director", PortalFixture.Testovaya);
        using var visitor = await VisitorAsync("director");

        using var answer = await visitor.PostAsync(Upload, Encoding.UTF8.GetBytes(text), ("X-File-Name", Uri.EscapeDataString(name)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(sentence, UploadRefusal.Sentence(name, 422, body, ReportFile.MaxSize), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_file_is_answered_with_the_draft_whose_page_opens()
    {
        var actor = await fixture.InAsync("director", PortalFixture.Testovaya);
        using var visitor = await VisitorAsync("director");

        using var answer = await visitor.PostAsync(Upload, Report.Good.Bytes, ("X-File-Name", Report.Good.FileName));

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var view = await fixture.ReadAsync(actor, PortalFixture.Testovaya, json.RootElement.GetProperty("draftId").GetString()!);
        Assert.Equal((DraftState.Editing, Report.Good.FileName), (view.Draft.State, view.Documents[0].FileName));
    }

    [Fact]
    public async Task A_person_without_a_link_is_told_so()
    {
        using var visitor = await VisitorAsync("newcomer");

        using var answer = await visitor.PostAsync(Upload, Report.Good.Bytes, ("X-File-Name", Report.Good.FileName));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Вы ещё не связаны с Контуром.", UploadRefusal.Sentence("a.xml", 403, body, ReportFile.MaxSize));
    }

    [Fact]
    public async Task An_outage_of_the_contents_service_is_told_in_Russian()
    {
        await fixture.InAsync("director", PortalFixture.Testovaya);
        using var visitor = await VisitorAsync("director");
        await fixture.Outside.FaultAsync("/contents", "POST", status: 503, times: 20);
        await fixture.Outside.FaultAsync("/contents", "PUT", status: 503, times: 20);
        try
        {
            using var answer = await visitor.PostAsync(Upload, Report.Good.Bytes, ("X-File-Name", Report.Good.FileName));

            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("файл не загружен", UploadRefusal.Sentence("a.xml", 502, body, ReportFile.MaxSize), StringComparison.Ordinal);
        }
        finally
        {
            await fixture.Outside.NoFaultsAsync();
        }
    }

    [Fact]
    public async Task A_registry_file_waits_as_a_preview_and_only_for_administrators()
    {
        var file = Encoding.UTF8.GetBytes(RegistryRow.File(new RegistryRow { User = "partner-7001" }, new RegistryRow { Phone = "1" }));
        using var admin = await VisitorAsync("admin1");
        using var answer = await admin.PostAsync("/admin/registry/upload", file, ("X-File-Name", Uri.EscapeDataString("реестр.csv")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var (preview, _, rows) = (await fixture.Get<ReadImport>().RunAsync(
            await fixture.Portal.ActorAsync("admin1"), ImportPart.Refused, 0, 10, TestContext.Current.CancellationToken))!.Value;
        Assert.Equal(("реестр.csv", 1, 3), (preview.FileName, preview.New, Assert.Single(rows).Number));

        using var empty = await admin.PostAsync("/admin/registry/upload", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var rubbish = await admin.PostAsync("/admin/registry/upload", "совсем не то"u8.ToArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, rubbish.StatusCode);
        Assert.Contains("нет названий столбцов", await rubbish.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var director = await VisitorAsync("director");
        using var refused = await director.PostAsync("/admin/registry/upload", file);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.Empty(await fixture.Get<RegistryStore>().OfPersonAsync("partner-7001", TestContext.Current.CancellationToken));
    }

    private async Task<Visitor> VisitorAsync(string login)
    {
        var visitor = new Visitor(fixture.Portal);
        using var answer = await visitor.SignInAsync(login);
        return visitor;
    }
}

using System.Text;
using Portal.Features.Accounts;
using Portal.Features.Drafts;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>What the portal reads from files of the three bodies, from their names and from their content.</summary>
public sealed class RecognitionTests
{
    [Fact]
    public async Task A_form_of_Rosstat_is_known_by_its_OKUD_and_names_the_payer_by_OKPO()
    {
        var facts = await ReadAsync(StateFiles.Rosstat);

        Assert.Equal((Authority.Rosstat, "0606010", "12345678", "Тестовая", "2025", "Форма П-4"), (facts.Body, facts.Okud, facts.Okpo, facts.PayerName, facts.Year, facts.Form));
        Assert.Null(facts.Inn);
    }

    [Fact]
    public async Task The_name_tells_the_form_where_the_content_is_silent()
    {
        var facts = await ReadAsync(StateFiles.Utf8("0606028_2025.xml", "<report code=\"1\" year=\"2025\"/>"));
        Assert.Equal("0000001", facts.Okud);

        facts = ReportFile.WithName(facts with { Okud = null }, "0606028_2025.xml");
        Assert.Equal("Форма 0606028", facts.Form);
    }

    [Fact]
    public async Task A_report_to_the_fund_names_the_payer_first_and_not_the_insured_person()
    {
        var facts = await ReadAsync(StateFiles.Fund);

        Assert.Equal(
            (Authority.SocialFund, StateFiles.SfrNumber, "6676130154", "667601001", "Тестовая", true),
            (facts.Body, facts.SfrNumber, facts.Inn, facts.Kpp, facts.PayerName, facts.IsSignedInside));
        Assert.False((await ReadAsync(StateFiles.UnsignedFund)).IsSignedInside);
    }

    [Theory]
    [InlineData("<АДВ-1 xmlns=\"http://пф.рф/АДВ-1\"/>", "Анкета застрахованного лица (АДВ-1)")]
    [InlineData("<ЭДПФР><АДВ-3/></ЭДПФР>", "Заявление о выдаче дубликата страхового свидетельства (АДВ-3)")]
    [InlineData("<Пакет xmlns=\"http://пф.рф/что-то\"/>", "Форма не распознана")]
    public async Task Forms_of_the_fund_are_named_in_words(string content, string form)
    {
        var facts = await ReadAsync(StateFiles.Utf8("ПФР_066-001-123456_АДВ_1.xml", content));

        Assert.Equal((Authority.SocialFund, form, "066-001-123456"), (facts.Body, facts.Form, facts.SfrNumber));
    }

    [Fact]
    public async Task A_tax_report_is_what_it_was()
    {
        var facts = await ReadAsync(Report.Good);

        Assert.Equal((Authority.Tax, "0710099", "0087", false), (facts.Body, facts.Knd, facts.FinalInspection, facts.IsSignedInside));
    }

    [Fact]
    public void What_is_missing_is_named_and_the_file_wins_over_what_was_said()
    {
        var payer = new Payer { OrganizationId = "1", Inn = "667010000159", Kpp = null, Name = "Иванов", IsMain = "yes" };
        var stat = Destination.Of(new ReportFacts { Authority = Authority.Rosstat }, new Addressing { Okpo = "1234567890" }, [payer]);
        var fund = Destination.Of(new ReportFacts { Authority = Authority.SocialFund }, new Addressing(), [payer]);
        var letter = Destination.Of(new ReportFacts { Purpose = DraftPurpose.Letter }, new Addressing { Authority = Authority.SocialFund, SfrNumber = "1234567890" }, []);
        var file = Destination.Of(new ReportFacts { Authority = Authority.Tax, FinalInspection = "0087" }, new Addressing { Authority = Authority.Rosstat, Code = "00-88" }, [payer]);

        var replaced = Destination.Of(new ReportFacts { Authority = Authority.SocialFund }, new Addressing { Authority = Authority.Rosstat, Code = "00-87", CodeName = "Росстат" }, [payer]);

        Assert.Equal((null, "Социальный фонд, по регистрационному номеру"), (replaced.Code, replaced.Recipient));
        Assert.Equal(["код органа Росстата"], stat.Missing);
        Assert.Equal(["регистрационный номер в СФР"], fund.Missing);
        Assert.Equal(["код органа СФР", "плательщик"], letter.Missing);
        Assert.Equal((Authority.Tax, "0087", null), (file.Authority, file.Code, file.Kpp));
    }

    private static async Task<ReportFacts> ReadAsync(Report report)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return ReportFile.WithName(await ReportFile.ReadAsync(new MemoryStream(report.Bytes), TestContext.Current.CancellationToken), report.FileName);
    }
}

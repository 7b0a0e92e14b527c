using Portal.Features.Goskey;
using Portal.Features.Goskey.Assembly;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>The whole package against the limits of its generation.</summary>
public sealed class PackageCheckTests
{
    [Theory]
    [InlineData(RequestLayout.V1_8, 15)]
    [InlineData(RequestLayout.V1_9, 20)]
    public void As_many_documents_as_the_generation_takes_and_not_one_more(RequestLayout layout, int most)
    {
        var rules = PackageRules.Of(layout);
        Assert.Empty(PackageCheck.Run(rules, Documents(most)));
        var complaint = Assert.Single(PackageCheck.Run(rules, Documents(most + 1)));
        Assert.Equal((null, $"Документов {most + 1}, а в одном пакете бывает не больше {most}: уберите лишние или отправьте их вторым пакетом"), (complaint.Document, complaint.Text));
    }

    [Fact]
    public void A_package_without_documents_is_refused() => Assert.Equal("Добавьте хотя бы один документ", Assert.Single(PackageCheck.Run(PackageRules.V18, [])).Text);

    [Fact]
    public void The_limit_counts_signatures_and_the_request_and_one_byte_more_is_refused()
    {
        var first = Document(1) with { Size = 40_000_000 };
        var totals = PackageTotals.Of(PackageRules.V18, [first]);
        Assert.Equal((1, 40_000_000L), (totals.Count, totals.Bytes));
        Assert.InRange(totals.Left, 59_900_000, 59_999_999);
        Assert.Empty(PackageCheck.Run(PackageRules.V18, [first, Document(2) with { Size = totals.Left }]));
        Assert.Equal(0, PackageTotals.Of(PackageRules.V18, [first, Document(2) with { Size = totals.Left + PackageRules.ReserveOf(2) - PackageRules.ReserveOf(3) }]).Left);
        var complaint = Assert.Single(PackageCheck.Run(PackageRules.V18, [first, Document(2) with { Size = totals.Left + 1 }]));
        Assert.Equal("Документы вместе занимают на 1 байт больше, чем помещается в пакет (100 МБ вместе с подписями)", complaint.Text);
    }

    [Fact]
    public void Names_that_differ_by_case_only_are_told_at_the_second()
    {
        var complaint = Assert.Single(PackageCheck.Run(PackageRules.V18, [Document(1) with { DisplayName = "Акт.pdf" }, Document(2) with { DisplayName = "АКТ.PDF" }]));
        Assert.Equal((1, "Имя «АКТ.PDF» уже есть у документа № 1: переименуйте один из них"), (complaint.Document, complaint.Text));
        complaint = Assert.Single(PackageCheck.Run(PackageRules.V18, [Document(1) with { WireName = "Akt.pdf" }, Document(2) with { WireName = "AKT.pdf" }]));
        Assert.Equal((1, "В архиве имя AKT.pdf уже занято документом № 1: переименуйте один из них"), (complaint.Document, complaint.Text));
    }

    [Theory]
    [InlineData("req.xml")]
    [InlineData("Req.XML")]
    [InlineData("../a.pdf")]
    [InlineData("a-b.pdf")]
    [InlineData("договор.pdf")]
    [InlineData("a123456789a123456789a123456789a123456789a1234567.pdf")]
    public void A_name_that_the_service_would_refuse_is_told(string wireName) =>
        Assert.Contains(PackageCheck.Run(PackageRules.V18, [Document(1) with { WireName = wireName }]), complaint => complaint is { Document: 0, Text: "Имя «Документ 1.pdf» в архиве недопустимо: переименуйте документ" });

    [Fact]
    public void A_format_of_the_other_generation_is_told()
    {
        var document = Document(1) with { DisplayName = "Скан.jpg", WireName = "Skan.jpg" };
        Assert.Equal("Формат файла «Скан.jpg» не принимают. Можно: pdf, tif, tiff, xml, txt", Assert.Single(PackageCheck.Run(PackageRules.V18, [document])).Text);
        Assert.Empty(PackageCheck.Run(PackageRules.V19, [document]));
    }

    [Fact]
    public void Empty_files_and_bad_descriptions_are_told()
    {
        Assert.Equal("Файл «Документ 1.pdf» пустой", Assert.Single(PackageCheck.Run(PackageRules.V18, [Document(1) with { Size = 0 }])).Text);
        Assert.Empty(PackageCheck.Run(PackageRules.V18, [Document(1) with { Description = new string('я', 250) }]));
        Assert.Equal("«Документ 1.pdf»: Описание длиннее 250 знаков: лишних 1", Assert.Single(PackageCheck.Run(PackageRules.V18, [Document(1) with { Description = new string('я', 251) }])).Text);
        Assert.Equal("«Документ 1.pdf»: В описании есть управляющие или повреждённые знаки", Assert.Single(PackageCheck.Run(PackageRules.V18, [Document(1) with { Description = "a\0b" }])).Text);
        Assert.Equal("Укажите, что подписывают: это название увидит получатель", PackageCheck.TitleProblem(PackageRules.V18, " "));
        Assert.Null(PackageCheck.TitleProblem(PackageRules.V18, "Договор аренды № 15"));
    }

    private static List<PlannedDocument> Documents(int count) => [.. Enumerable.Range(1, count).Select(Document)];

    private static PlannedDocument Document(int number) => new($"Документ {number}.pdf", $"Dokument {number}.pdf", "", new string('0', 64), 1000);
}

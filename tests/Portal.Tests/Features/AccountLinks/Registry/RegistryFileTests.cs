using System.Text;
using Portal.Features.AccountLinks.Registry;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.AccountLinks.Registry;

/// <summary>The CSV of the registry as partners' systems write it, right and wrong.</summary>
public sealed class RegistryFileTests
{
    private static readonly RegistryRow Good = new() { FullName = "Ёжиков Пётр Ильич", Organization = "ООО «Ёлка»" };

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with BOM", "windows-1251"];

    public static TheoryData<RegistryRow, string> Wrong => new()
    {
        { Good with { User = " " }, "Не указан ИдПользователя" },
        { Good with { FullName = "" }, "Не указано ФИО" },
        { Good with { Organization = "" }, "Не указана организация" },
        { Good with { Inn = "" }, "Укажите ИНН" },
        { Good with { Inn = "6676130155" }, "Такого ИНН не бывает: не сходится контрольная цифра" },
        { Good with { Inn = "66761301" }, "В ИНН 10 цифр у организации и 12 у предпринимателя" },
        { Good with { Kpp = "66760100" }, "В КПП 9 знаков" },
        { Good with { Phone = "902000000" }, "Телефон должен состоять из 10 цифр без кода страны" },
        { Good with { Phone = "" }, "Телефон должен состоять из 10 цифр без кода страны" },
        { Good with { Phone = "99020000001" }, "Телефон должен состоять из 10 цифр без кода страны" },
        { Good with { Snils = "1122334459" }, "СНИЛС должен состоять из 11 цифр" },
        { Good with { Thumbprint = new string('A', 39) }, "Отпечаток должен состоять из 40 шестнадцатеричных знаков" },
        { Good with { Thumbprint = new string('Z', 40) }, "Отпечаток должен состоять из 40 шестнадцатеричных знаков" },
        { Good with { ValidUntil = "2027-12-31" }, "ДействуетДо должно быть датой вида 31.12.2027" },
        { Good with { ValidUntil = "31.02.2027" }, "ДействуетДо должно быть датой вида 31.12.2027" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_usual_encoding_is_understood(string encoding)
    {
        var text = RegistryRow.File(Good);
        byte[] bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "windows-1251" => CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(text),
            _ => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        };

        var (lines, errors) = RegistryFile.Read(bytes);

        Assert.Empty(errors);
        var line = Assert.Single(lines);
        Assert.Equal((Good.FullName, Good.Organization, Good.User, Good.Thumbprint), (line.FullName, line.Organization, line.PartnerUserId, line.Thumbprint));
        Assert.Equal(new DateTimeOffset(2027, 12, 31, 23, 59, 59, TimeSpan.FromHours(3)), line.ValidUntil);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_row_is_named_by_its_number_with_the_reason(RegistryRow wrong, string sentence)
    {
        var (lines, errors) = RegistryFile.Read(Encoding.UTF8.GetBytes(RegistryRow.File(new RegistryRow(), wrong, new RegistryRow())));

        Assert.Equal(2, lines.Count);
        Assert.Equal(new RegistryError(3, sentence), Assert.Single(errors));
    }

    [Fact]
    public void Phones_SNILS_and_thumbprints_may_be_written_as_people_write_them()
    {
        var row = new RegistryRow { Phone = "+7 (902) 000-00-01", Snils = "112-233-445 95", Thumbprint = new string('a', 40), Kpp = "", Inn = " 667010000159 " };

        var line = Assert.Single(Read(RegistryRow.File(row)).Lines);

        Assert.Equal(("9020000001", "11223344595", new string('A', 40), "667010000159"), (line.Phone, line.Snils, line.Thumbprint, line.Inn));
        Assert.Null(line.Kpp);
    }

    [Fact]
    public void A_SNILS_may_be_absent() => Assert.Null(Assert.Single(Read(RegistryRow.File(new RegistryRow { Snils = "" })).Lines).Snils);

    [Fact]
    public void Missing_columns_are_named_all_at_once()
    {
        var (lines, errors) = Read("ИдПользователя;ФИО;ИНН;КПП;Организация;СНИЛС;ДействуетДо\r\np;Иванов;6676130154;;Тестовая;;31.12.2027\r\n");

        Assert.Empty(lines);
        Assert.Equal(new RegistryError(1, "Нет столбцов: Телефон, Отпечаток"), Assert.Single(errors));
    }

    [Fact]
    public void Columns_may_stand_in_another_order_and_beside_others()
    {
        const string Text = "Примечание;Отпечаток;Телефон;ДействуетДо;СНИЛС;Организация;КПП;ИНН;фио;ИДПОЛЬЗОВАТЕЛЯ\r\n"
            + "x;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA;9020000001;31.12.2027;;Тестовая;667601001;6676130154;Иванов И. И.;partner-1\r\n";

        var (lines, errors) = Read(Text);

        Assert.Empty(errors);
        Assert.Equal(("partner-1", "Иванов И. И.", "6676130154"), (lines[0].PartnerUserId, lines[0].FullName, lines[0].Inn));
    }

    [Fact]
    public void A_thumbprint_that_comes_twice_is_refused_the_second_time()
    {
        var row = new RegistryRow { Thumbprint = new string('B', 40) };

        var (lines, errors) = Read(RegistryRow.File(row, new RegistryRow(), row with { Thumbprint = new string('b', 40) }));

        Assert.Equal(2, lines.Count);
        Assert.Equal(new RegistryError(4, "Отпечаток уже был в строке 2"), Assert.Single(errors));
    }

    [Fact]
    public void A_name_with_the_separator_stands_in_quotes()
    {
        var line = Assert.Single(Read(RegistryRow.File(new RegistryRow { Organization = "\"ООО \"\"А; Б\"\"\"" })).Lines);

        Assert.Equal("ООО \"А; Б\"", line.Organization);
    }

    [Theory]
    [InlineData("")]
    [InlineData("совсем не то")]
    [InlineData("\0\u0001\u0002")]
    public void Rubbish_is_refused_without_an_exception(string text) => Assert.NotEmpty(Read(text).Errors);

    [Fact]
    public void A_row_with_too_few_fields_is_refused()
    {
        var (lines, errors) = Read(RegistryRow.File(new RegistryRow()) + "partner-2;Иванов\r\n");

        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Equal(3, error.Row));
        Assert.True(lines.Count <= 1);
    }

    private static (IReadOnlyList<RegistryLine> Lines, IReadOnlyList<RegistryError> Errors) Read(string text) => RegistryFile.Read(Encoding.UTF8.GetBytes(text));
}

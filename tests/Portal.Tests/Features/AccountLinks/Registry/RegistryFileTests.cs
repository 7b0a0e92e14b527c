using System.Text;
using Portal.Features.AccountLinks.Registry;

namespace Portal.Tests.Features.AccountLinks.Registry;

public sealed class RegistryFileTests
{
    private static readonly string Good = RegistryRig.Text(RegistryRig.Row(1), RegistryRig.Row(2));

    private static Encoding Windows => CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    [Fact]
    public void Utf8_and_utf16_with_a_bom_or_without_and_windows_1251_read_the_same()
    {
        var lines = RegistryFile.Read(Encoding.UTF8.GetBytes(Good));

        Assert.Null(lines.Problem);
        Assert.Equal([2, 3], lines.Rows.Select(row => row.Number));
        Assert.Equal("Иванов Пётр 1", lines.Rows[0].Line.FullName);
        Assert.Equal(lines.Rows, RegistryFile.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)]).Rows);
        Assert.Equal(lines.Rows, RegistryFile.Read(Windows.GetBytes(Good)).Rows);
        foreach (var utf16 in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Equal(lines.Rows, RegistryFile.Read([.. utf16.Preamble, .. utf16.GetBytes(Good)]).Rows);
            Assert.Equal(lines.Rows, RegistryFile.Read(utf16.GetBytes(Good)).Rows);
        }
    }

    [Fact]
    public void Other_encodings_and_other_files_are_refused_in_a_clear_sentence()
    {
        Assert.Contains("повреждён", RegistryFile.Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Good)[..^1]]).Problem, StringComparison.Ordinal);
        Assert.Contains("не точкой с запятой", RegistryFile.Read(Encoding.Unicode.GetBytes(Good.Replace(';', '\t'))).Problem, StringComparison.Ordinal);
        Assert.Contains("кодировке", RegistryFile.Read([0, 1, 2, 3, 4, 5]).Problem, StringComparison.Ordinal);
        Assert.Contains("кодировке", RegistryFile.Read(CodePagesEncodingProvider.Instance.GetEncoding(866)!.GetBytes(Good)).Problem, StringComparison.Ordinal);
        Assert.Contains("Excel", RegistryFile.Read("PK\u0003\u0004 something"u8.ToArray()).Problem, StringComparison.Ordinal);
        Assert.Contains("не точкой с запятой", RegistryFile.Read(Encoding.UTF8.GetBytes(Good.Replace(';', ','))).Problem, StringComparison.Ordinal);
        Assert.Contains("СНИЛС", RegistryFile.Read(Encoding.UTF8.GetBytes(Good.Replace("СНИЛС", "Снилс2", StringComparison.Ordinal))).Problem, StringComparison.Ordinal);
        Assert.Contains("повреждён", RegistryFile.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good), 0xC3, 0x28]).Problem, StringComparison.Ordinal);
        Assert.NotNull(RegistryFile.Read([]).Problem);
    }

    [Fact]
    public void A_certificate_told_twice_is_taken_once_and_in_different_words_not_at_all()
    {
        var twice = RegistryRig.Row(2) with { Phone = "+7 (903) 000-00-02", Thumbprint = RegistryRig.Row(2).Thumbprint.ToLowerInvariant() };
        var other = RegistryRig.Row(3) with { Phone = "9039999999" };

        var content = RegistryFile.Read(RegistryRig.File(RegistryRig.Row(1), RegistryRig.Row(2), twice, RegistryRig.Row(3), other));

        Assert.Equal([2, 3], content.Rows.Select(row => row.Number));
        Assert.Equal([4, 5, 6], content.Errors.Select(error => error.Row));
        Assert.Equal("Повторяет строку 3", content.Errors[0].Sentence);
        Assert.All(content.Errors.Skip(1), error => Assert.Contains("в строках 5, 6", error.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void What_looks_like_a_formula_is_kept_as_it_is()
    {
        foreach (var sign in new[] { "=", "+", "-", "@", "\t" })
        {
            var row = RegistryRig.Row(1) with { FullName = sign + "cmd|'/C calc'!A1", Organization = sign + "1" };

            var line = Assert.Single(RegistryFile.Read(RegistryRig.File(row)).Rows).Line;

            Assert.Equal((row.FullName, row.Organization), (line.FullName, line.Organization));
        }

        // Where only digits belong it is an error, not a number.
        Assert.Equal(2, RegistryFile.Read(RegistryRig.File(RegistryRig.Row(1) with { Phone = "=9030000001" }, RegistryRig.Row(2) with { Inn = "@6676130154" })).Errors.Count);
    }

    [Fact]
    public void A_bad_quote_or_a_missing_cell_spoils_its_own_row_only()
    {
        var content = RegistryFile.Read(Encoding.UTF8.GetBytes(
            Good + "user-3;\"Незакрытый;6676130154\r\n" + Good.Split("\r\n")[1].Replace("0001;", "0009;", StringComparison.Ordinal) + "\r\nодин;два\r\n\r\n"));

        Assert.Null(content.Problem);
        Assert.Equal([2, 3, 5], content.Rows.Select(row => row.Number));
        Assert.Equal([4, 6], content.Errors.Select(error => error.Row));
    }

    [Fact]
    public void Columns_may_stand_in_another_order_beside_others_and_missing_ones_are_named_all_at_once()
    {
        var content = RegistryFile.Read(Encoding.UTF8.GetBytes(
            "Примечание;Отпечаток;Телефон;ДействуетДо;СНИЛС;Организация;КПП;ИНН;фио;ИДПОЛЬЗОВАТЕЛЯ\r\n"
            + $"x;{new string('a', 40)};9020000001;31.12.2027;;\"ООО \"\"А; Б\"\"\";;6676130154;Иванов И. И.;partner-1\r\n"));

        var line = Assert.Single(content.Rows).Line;
        Assert.Equal(("partner-1", "Иванов И. И.", "ООО \"А; Б\"", new string('A', 40)), (line.PartnerUserId, line.FullName, line.Organization, line.Thumbprint));
        Assert.Null(line.Kpp);
        Assert.Null(line.Snils);
        Assert.Contains("Телефон, Отпечаток", RegistryFile.Read(Encoding.UTF8.GetBytes("ИдПользователя;ФИО;ИНН;КПП;Организация;СНИЛС;ДействуетДо\r\n")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_that_cannot_be_seen_are_refused_with_their_row()
    {
        var content = RegistryFile.Read(RegistryRig.File(RegistryRig.Row(1), RegistryRig.Row(2) with { FullName = "Иванов\0Пётр" }, RegistryRig.Row(3) with { Organization = "А\u0007" }));

        Assert.Equal([2], content.Rows.Select(row => row.Number));
        Assert.Equal([3, 4], content.Errors.Select(error => error.Row));
        Assert.All(content.Errors, error => Assert.Equal("В тексте есть невидимые служебные знаки", error.Sentence));
    }

    [Theory]
    [InlineData("9030000001", true)]
    [InlineData("+7 903 000-00-01", true)]
    [InlineData("8 (903) 000-00-01", true)]
    [InlineData("903000000", false)]
    [InlineData("990300000011", false)]
    [InlineData("903000000a", false)]
    public void A_phone_has_ten_digits(string phone, bool right) =>
        Assert.Equal(right, !RegistryRules.Problems(RegistryRig.Row(1) with { Phone = phone }).ContainsKey(nameof(RegistryFields.Phone)));

    [Theory]
    [InlineData("", true)]
    [InlineData("112-233-445 95", true)]
    [InlineData("11223344596", false)]
    [InlineData("00000000000", false)]
    [InlineData("00100199800", true)]
    [InlineData("1122334459", false)]
    public void A_snils_has_its_control_number(string snils, bool right) =>
        Assert.Equal(right, !RegistryRules.Problems(RegistryRig.Row(1) with { Snils = snils }).ContainsKey(nameof(RegistryFields.Snils)));

    [Fact]
    public void Every_wrong_field_of_a_row_is_named()
    {
        var error = Assert.Single(RegistryFile.Read(RegistryRig.File(new RegistryFields("", "", "1", "2", "", "3", "4", "5", "6"))).Errors);

        Assert.Equal(9, error.Sentence.Split(". ").Length);
    }
}

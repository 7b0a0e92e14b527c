using System.Text;
using Portal.Features.Goskey.New;

namespace Portal.Tests.Features.Goskey.New;

public sealed class RecipientFileTests
{
    private static Encoding Windows => CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    [Theory]
    [InlineData("Петров Пётр;112-233-445 95;petr@example.ru\nСидорова Анна;99000000153")]
    [InlineData("ФИО;СНИЛС;E-mail\nПетров Пётр;11223344595;petr@example.ru\nСидорова Анна;990-000-001 53;")]
    [InlineData("Петров Пётр,112-233-445 95,petr@example.ru\r\nСидорова Анна,990-000-001 53\r\n\r\n")]
    [InlineData("\"Петров Пётр\";\"112-233-445 95\";\" petr@example.ru \"\n;;\nСидорова Анна;990 000 001 53;")]
    [InlineData("E-mail;СНИЛС;Имя\npetr@example.ru;112-233-445 95;Петров Пётр\n;990-000-001 53;Сидорова Анна")]
    public void People_are_read_with_a_header_or_without_by_either_separator_and_in_both_encodings(string text)
    {
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], Windows.GetBytes(text) })
        {
            var list = RecipientFile.Read(bytes, "a.csv");

            Assert.Null(list.Problem);
            Assert.Empty(list.Errors);
            Assert.Equal([("Петров Пётр", "11223344595", "petr@example.ru"), ("Сидорова Анна", "99000000153", "")], list.People.Select(one => (one.Name, one.Snils, one.Email)));
        }
    }

    [Fact]
    public void Wrong_rows_are_told_by_their_numbers_and_right_ones_stay()
    {
        var list = Read("ФИО;СНИЛС;Почта\nПетров;112-233-445 96;\nСидоров;112-233-445;\n;112-233-445 95;\nАнна;112-233-445 95;anna\nПётр;112-233-445 95;\nЕщё раз;11223344595;\nБез номера\n\"Открытая;990-000-001 53\nВера;990-000-001 53");

        Assert.Equal([(6, "Пётр"), (10, "Вера")], list.People.Select(one => (one.Row, one.Name)));
        Assert.Equal([2, 3, 4, 5, 7, 8, 9], list.Errors.Select(error => error.Row));
        Assert.Contains("контрольное число", list.Errors[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("11 цифр", list.Errors[1].Sentence, StringComparison.Ordinal);
        Assert.Contains("Не указано имя", list.Errors[2].Sentence, StringComparison.Ordinal);
        Assert.Contains("Адрес почты", list.Errors[3].Sentence, StringComparison.Ordinal);
        Assert.Contains("уже есть в строке 6", list.Errors[4].Sentence, StringComparison.Ordinal);
        Assert.Contains("Нет столбца со СНИЛС", list.Errors[5].Sentence, StringComparison.Ordinal);
        Assert.Contains("Кавычки не закрыты", list.Errors[6].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Five_hundred_people_are_taken_and_one_more_is_too_many()
    {
        Assert.Equal(500, Read(WizardRig.People(500)).People.Count);
        Assert.Contains("больше 500 строк", Read(WizardRig.People(501)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_list_is_refused_in_a_clear_sentence()
    {
        Assert.Contains("Excel", RecipientFile.Read([(byte)'P', (byte)'K', 3, 4, 1, 2], "a.csv").Problem, StringComparison.Ordinal);
        Assert.Contains("не текст", RecipientFile.Read([0, 1, 2, 3], "a.csv").Problem, StringComparison.Ordinal);
        Assert.Contains("ни одной строки", Read("ФИО;СНИЛС\n").Problem, StringComparison.Ordinal);
        Assert.Contains("ни одной строки", RecipientFile.Read([], "a.csv").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_of_a_file_is_printed_without_what_identifies_them() =>
        Assert.DoesNotContain("11223344595", $"{Read("Пётр;112-233-445 95").People[0]}", StringComparison.Ordinal);

    private static ReadList Read(string text) => RecipientFile.Read(Encoding.UTF8.GetBytes(text), "a.csv");
}

using CsCheck;
using Portal.Features.Goskey;

namespace Portal.Tests.Features.Goskey;

/// <summary>SNILS by its control number (contract goskey 5.4).</summary>
public sealed class SnilsTests
{
    [Theory]
    [InlineData("112-233-445 95")]
    [InlineData("11223344595")]
    [InlineData(" 112 233 445 95 ")]
    [InlineData("112‑233–445\u00A095")]
    public void It_is_read_with_and_without_separators(string text)
    {
        var snils = Snils.Parse(text);
        Assert.Equal(("11223344595", "112-233-445 95", "***-***-445 95"), (snils.Digits, snils.Formatted, snils.Masked));
    }

    [Theory]
    [InlineData("990-000-001 53")]
    [InlineData("990-000-002 54")]
    [InlineData("990-000-008 60")]
    [InlineData("990-000-010 54")]
    [InlineData("087-654-303 00")]
    [InlineData("087-654-302 00")]
    public void Control_numbers_of_the_contract_and_of_its_edges_are_right(string text) => Assert.Null(Snils.Problem(text));

    [Fact]
    public void A_sum_of_100_and_of_101_gives_00()
    {
        foreach (var sum in new[] { 100, 101, 201, 202 })
        {
            var nine = Enumerable.Range(1_002_000, 100_000_000).Select(number => $"{number:000000000}").First(digits => digits.Select((digit, place) => (digit - '0') * (9 - place)).Sum() == sum);
            Assert.Null(Snils.Problem(nine + "00"));
        }
    }

    [Fact]
    public void Exactly_one_control_number_fits_any_nine_digits() => Gen.Int[1_001_999, 999_999_999].Sample(number =>
        Assert.Single(Enumerable.Range(0, 100), control => Snils.TryParse($"{number:000000000}{control:00}", out _)));

    [Fact]
    public void Numbers_up_to_001_001_998_are_not_controlled()
    {
        Assert.True(Snils.TryParse("001-001-998 77", out _));
        Assert.Single(Enumerable.Range(0, 100), control => Snils.TryParse($"001001999{control:00}", out _));
    }

    [Theory]
    [InlineData(null, "Укажите СНИЛС")]
    [InlineData("  ", "Укажите СНИЛС")]
    [InlineData("112-233-445", "В СНИЛС 11 цифр")]
    [InlineData("112-233-445 955", "В СНИЛС 11 цифр")]
    [InlineData("112-233-44٥ 95", "СНИЛС состоит из цифр, между ними бывают дефисы и пробелы")]
    [InlineData("112-233-445 96", "Такого СНИЛС не бывает: не сходится контрольное число")]
    [InlineData("000-000-000 00", "Такого СНИЛС не бывает: не сходится контрольное число")]
    public void What_is_wrong_is_a_sentence(string? text, string sentence) => Assert.Equal(sentence, Snils.Problem(text));

    [Fact]
    public void As_text_and_in_an_exception_it_is_not_told()
    {
        Assert.Equal("***-***-445 95", $"{Snils.Parse("11223344595")}");
        Assert.DoesNotContain("112", Assert.Throws<FormatException>(() => Snils.Parse("112-233-445 96")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_numbers_are_equal_however_written() => Assert.Equal(Snils.Parse("112-233-445 95"), Snils.Parse("11223344595"));
}

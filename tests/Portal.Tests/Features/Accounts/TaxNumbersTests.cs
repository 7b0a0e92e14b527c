using CsCheck;
using Portal.Features.Accounts;

namespace Portal.Tests.Features.Accounts;

/// <summary>What is mathematically true of INN, and the form of KPP.</summary>
public sealed class TaxNumbersTests
{
    private static readonly Gen<string> Nine = Gen.Char['0', '9'].Array[9].Select(digits => new string(digits)).Where(digits => digits.Any(digit => digit != '0'));
    private static readonly Gen<string> Ten = Gen.Char['0', '9'].Array[10].Select(digits => new string(digits)).Where(digits => digits.Any(digit => digit != '0'));

    [Theory]
    [InlineData("7707083893")]
    [InlineData("6676130154")]
    [InlineData("7736050003")]
    [InlineData("500100732259")]
    [InlineData("667010000159")]
    public void INNs_of_real_life_are_accepted(string inn) => Assert.Null(TaxNumbers.InnProblem(inn));

    [Fact]
    public void Exactly_one_control_digit_fits_any_nine_digits() => Nine.Sample(nine =>
        Assert.Single(Enumerable.Range(0, 10), control => TaxNumbers.InnProblem($"{nine}{control}") is null));

    [Fact]
    public void Exactly_one_pair_of_control_digits_fits_any_ten_digits() => Ten.Sample(ten =>
        Assert.Single(Enumerable.Range(0, 100), control => TaxNumbers.InnProblem($"{ten}{control:00}") is null));

    /// <summary>The remainders 0 and 10 share the control digit 0, so of nine wrong digits in a place one may slip through, never two.</summary>
    [Fact]
    public void At_most_one_wrong_digit_in_a_place_of_ten_slips_through() => Gen.Select(Nine, Gen.Int[0, 8]).Sample((nine, place) =>
    {
        var inn = Valid(nine);
        var accepted = Enumerable.Range(0, 10).Select(digit => $"{inn[..place]}{digit}{inn[(place + 1)..]}").Where(other => other != inn && TaxNumbers.InnProblem(other) is null);
        Assert.True(accepted.Count() <= 1, $"{inn}: {string.Join(", ", accepted)}");
    });

    [Fact]
    public void A_wrong_control_digit_is_always_refused() => Gen.Select(Nine, Gen.Int[1, 9]).Sample((nine, by) =>
    {
        var inn = Valid(nine);
        Assert.NotNull(TaxNumbers.InnProblem($"{nine}{(inn[9] - '0' + by) % 10}"));
    });

    [Theory]
    [InlineData("", "Укажите ИНН")]
    [InlineData("77070838९3", "ИНН состоит только из цифр")]
    [InlineData("77070 8389", "ИНН состоит только из цифр")]
    [InlineData("77070838931", "В ИНН 10 цифр у организации и 12 у предпринимателя")]
    [InlineData("0000000000", "Такого ИНН не бывает: не сходится контрольная цифра")]
    [InlineData("000000000000", "Такого ИНН не бывает: не сходится контрольная цифра")]
    public void What_is_wrong_with_an_INN_is_a_sentence(string inn, string sentence) => Assert.Equal(sentence, TaxNumbers.InnProblem(inn));

    [Theory]
    [InlineData("770701001", null)]
    [InlineData("7707AZ001", null)]
    [InlineData("", "Укажите КПП")]
    [InlineData("77070100", "В КПП 9 знаков")]
    [InlineData("7707az001", "КПП — это 4 цифры, 2 цифры или латинские буквы и ещё 3 цифры")]
    [InlineData("A70701001", "КПП — это 4 цифры, 2 цифры или латинские буквы и ещё 3 цифры")]
    public void The_form_of_a_KPP_is_checked(string kpp, string? sentence) => Assert.Equal(sentence, TaxNumbers.KppProblem(kpp));

    private static string Valid(string nine) => Enumerable.Range(0, 10).Select(control => $"{nine}{control}").Single(inn => TaxNumbers.InnProblem(inn) is null);
}

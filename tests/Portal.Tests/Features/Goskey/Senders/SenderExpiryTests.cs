using Portal.Features.Goskey.Senders;

namespace Portal.Tests.Features.Goskey.Senders;

/// <summary>What ends, in words and levels; and the rules of what is typed.</summary>
public sealed class SenderExpiryTests
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    [Theory]
    [InlineData("2026-11-28", ExpiryLevel.Ended, "срок истёк 28 ноября 2026")]
    [InlineData("2026-11-29", ExpiryLevel.Week, "последний день: сегодня")]
    [InlineData("2026-11-30", ExpiryLevel.Week, "до завтра, 30 ноября 2026")]
    [InlineData("2026-12-05", ExpiryLevel.Week, "ещё 6\u00a0дней, до 5 декабря 2026")]
    [InlineData("2026-12-06", ExpiryLevel.Month, "ещё 7\u00a0дней, до 6 декабря 2026")]
    [InlineData("2026-12-28", ExpiryLevel.Month, "ещё 29\u00a0дней, до 28 декабря 2026")]
    [InlineData("2026-12-29", ExpiryLevel.Ok, "до 29 декабря 2026")]
    public void An_end_is_told_in_days(string day, ExpiryLevel level, string words)
    {
        var fact = SenderExpiry.Of("API-Key", SenderProfile.DayOf(day)!.Value, Today);

        Assert.Equal((level, words), (fact.Level, fact.Words));
    }

    [Theory]
    [InlineData(SenderRightKind.Head, null, true)]
    [InlineData(SenderRightKind.Employee, "2026-11-29", true)]
    [InlineData(SenderRightKind.Employee, "2026-11-28", false)]
    [InlineData(SenderRightKind.Employee, null, false)]
    public void The_last_day_of_a_power_of_attorney_counts(SenderRightKind kind, string? ends, bool holds) =>
        Assert.Equal(holds, new SenderRight { Id = "", SenderId = "", PersonId = "", Kind = kind, WarrantEndsOn = ends }.HoldsOn(Today));

    [Theory]
    [InlineData(nameof(SenderInput.Inn), "6676130155")]
    [InlineData(nameof(SenderInput.Ogrn), "1026606761300")]
    [InlineData(nameof(SenderInput.Ogrn), "304500116000157")]
    [InlineData(nameof(SenderInput.Mnemonic), "demo01")]
    [InlineData(nameof(SenderInput.Mnemonic), "ДЕМО")]
    [InlineData(nameof(SenderInput.Region), "1")]
    [InlineData(nameof(SenderInput.Region), "123456789012")]
    [InlineData(nameof(SenderInput.ApiKey), "1B0E2C9A-0000-4000-8000-00000000ABCD")]
    [InlineData(nameof(SenderInput.ApiKey), "1b0e2c9a000040008000000000000abc")]
    [InlineData(nameof(SenderInput.ApiKey), "")]
    [InlineData(nameof(SenderInput.PersonOid), "12a")]
    [InlineData(nameof(SenderInput.ApiKeyEndsOn), "31.12.2027")]
    [InlineData(nameof(SenderInput.WarrantEndsOn), "1999-12-31")]
    [InlineData(nameof(SenderInput.Organization), " ")]
    [InlineData(nameof(SenderInput.ServiceName), "строка\nдругая")]
    public void One_wrong_field_is_one_complaint_beside_it(string field, string value)
    {
        var input = Good();
        typeof(SenderInput).GetProperty(field)!.SetValue(input, value);

        Assert.Equal([field], new SenderRules(isNew: true).Validate(input).Errors.Select(failure => failure.PropertyName));
    }

    [Fact]
    public void A_good_profile_has_no_complaint_and_one_that_is_there_need_not_repeat_its_api_key()
    {
        Assert.True(new SenderRules(isNew: true).Validate(Good()).IsValid);
        Assert.True(new SenderRules(isNew: true).Validate(Good() with { Inn = "667010000159", Ogrn = "304500116000157" }).IsValid);
        Assert.True(new SenderRules(isNew: false).Validate(Good() with { ApiKey = "" }).IsValid);
        Assert.DoesNotContain("1b0e2c9a", Good().ToString(), StringComparison.Ordinal);
    }

    private static SenderInput Good() => new()
    {
        Organization = "ООО «Ромашка-Тест»", Inn = "6676130154", Ogrn = "1026606761301", Mnemonic = "DEMO_01-A", Region = "45000000000", PersonName = "Тестова Т. Т.",
        PersonOid = "1000999001", ApiKey = "1b0e2c9a-0000-4000-8000-00000000abcd", KeyName = "sandbox", ApiKeyEndsOn = "2027-12-31", WarrantEndsOn = "2027-06-30",
    };
}

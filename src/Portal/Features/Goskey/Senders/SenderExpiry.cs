using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>How soon something ends.</summary>
public enum ExpiryLevel
{
    /// <summary>Later than in 30 days.</summary>
    Ok,

    /// <summary>Within 30 days.</summary>
    Month,

    /// <summary>Within 7 days.</summary>
    Week,

    /// <summary>It has ended, or cannot be used.</summary>
    Ended,
}

/// <summary>Something of a profile that ends.</summary>
/// <param name="What">«Сертификат ключа».</param>
/// <param name="EndsOn">Its last day by Moscow; null when it cannot be used at all.</param>
/// <param name="Level">How soon.</param>
/// <param name="Words">«истекает через 5 дней, 4 декабря 2026».</param>
public sealed record ExpiringFact(string What, DateOnly? EndsOn, ExpiryLevel Level, string Words);

/// <summary>What of a profile ends when: the certificate, the API-Key, the power of attorney for forming keys, and those of the people who send.</summary>
public static class SenderExpiry
{
    /// <summary>Days before the end at which it is told.</summary>
    public const int MonthDays = 30;

    private const int WeekDays = 7;

    /// <summary>Everything of a profile that ends, the most urgent first.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="key">Its signing key.</param>
    /// <param name="rights">Rights to send from it.</param>
    /// <param name="today">The day in Moscow.</param>
    public static IReadOnlyList<ExpiringFact> Of(SenderProfile profile, KeyState key, IEnumerable<SenderRight> rights, DateOnly today)
    {
        List<ExpiringFact> facts = [OfKey(key, today)];
        Add("API-Key", SenderProfile.DayOf(profile.ApiKeyEndsOn));
        Add("Доверенность на формирование API-Key", SenderProfile.DayOf(profile.WarrantEndsOn));
        foreach (var right in rights)
        {
            Add($"Доверенность: {right.PersonName}", right.WarrantEnds);
        }

        return [.. facts.OrderBy(fact => fact.EndsOn ?? DateOnly.MinValue)];

        void Add(string what, DateOnly? day)
        {
            if (day is { } ends)
            {
                facts.Add(Of(what, ends, today));
            }
        }
    }

    /// <summary>One thing that ends on a day.</summary>
    public static ExpiringFact Of(string what, DateOnly endsOn, DateOnly today)
    {
        var days = endsOn.DayNumber - today.DayNumber;
        return new ExpiringFact(what, endsOn, days < 0 ? ExpiryLevel.Ended : days < WeekDays ? ExpiryLevel.Week : days < MonthDays ? ExpiryLevel.Month : ExpiryLevel.Ok, days switch
        {
            < 0 => $"срок истёк {MoscowTime.Day(endsOn)}",
            0 => "последний день: сегодня",
            1 => $"до завтра, {MoscowTime.Day(endsOn)}",
            < MonthDays => $"ещё {Plural.Of(days, "день", "дня", "дней")}, до {MoscowTime.Day(endsOn)}",
            _ => $"до {MoscowTime.Day(endsOn)}",
        });
    }

    private static ExpiringFact OfKey(KeyState key, DateOnly today) => key switch
    {
        { Fault: { } fault } when fault != Portal.Integrations.Signing.SigningFault.CertificateExpired => new ExpiringFact("Ключ подписания", null, ExpiryLevel.Ended, SenderWords.Fault(fault)),
        { Certificate: { } certificate } => Of("Сертификат ключа", MoscowTime.DateOf(certificate.NotAfter), today) is var fact && key.Fault is not null && fact.Level != ExpiryLevel.Ended
            ? fact with { Level = ExpiryLevel.Ended, Words = "срок истёк сегодня" } : Of("Сертификат ключа", MoscowTime.DateOf(certificate.NotAfter), today),
        _ => new ExpiringFact("Ключ подписания", null, ExpiryLevel.Ended, "Ключа нет"),
    };
}

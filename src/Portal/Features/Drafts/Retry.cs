using Portal.Access;
using Portal.Integrations.Http;

namespace Portal.Features.Drafts;

/// <summary>How a job goes on asking Kontur.</summary>
public static class Retry
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hopeless = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// When it asks again after so many failures: doubled each time up to half a minute, so that a person who waits sees the end of an outage soon, and up to
    /// five minutes once it has failed for about ten. With full jitter, so that what failed together does not come back together.
    /// </summary>
    public static TimeSpan After(long failures)
    {
        var ceiling = Math.Min((failures < 40 ? Longest : Hopeless).TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(failures, 20)));
        return TimeSpan.FromSeconds(Math.Max(Shortest.TotalSeconds, Random.Shared.NextDouble() * ceiling));
    }

    /// <summary>When a task that still runs is asked about again: quick answers are seen at once, long ones are asked for every five seconds, as the vendor advises (contract drafts 0.7).</summary>
    public static TimeSpan Poll(long polls) => TimeSpan.FromSeconds(polls switch { 0 => 0.5, < 3 => 1, < 5 => 2, < 8 => 3, _ => 5 });

    /// <summary>What is wrong, for people, with the vendor's trace id.</summary>
    public static (string Words, string? Trace) Say(Exception error) => error switch
    {
        NotLinkedException => ("Доступ к Контуру закрыт", null),
        VendorException { Kind: VendorErrorKind.Throttled } vendor => ("Контур просит подождать: запросов слишком много", vendor.TraceId),
        VendorException { Kind: VendorErrorKind.Unavailable } vendor => ("Контур не отвечает", vendor.TraceId),
        VendorException vendor => (vendor.Text is { Length: > 0 } text ? $"Контур отвечает отказом: «{text}»" : "Контур отвечает ошибкой", vendor.TraceId),
        _ => ("Ошибка на стороне портала", null),
    };
}

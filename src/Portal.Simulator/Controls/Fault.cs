using System.Text.RegularExpressions;

namespace Portal.Simulator.Controls;

/// <summary>A fault as it is ordered: <c>POST /controls/faults</c> (design section 7).</summary>
public sealed record FaultOrder
{
    /// <summary>Regular expression over the path, or the path with its query; null matches every path.</summary>
    public string? Path { get; init; }

    /// <summary>HTTP verb; null matches every verb.</summary>
    public string? Verb { get; init; }

    /// <summary>Answer this without processing.</summary>
    public int? Status { get; init; }

    /// <summary>Wait this long: before the answer or the processing, with <see cref="DropAfterAccept"/> before the cut.</summary>
    public int DelayMs { get; init; }

    /// <summary>Process completely, then cut the connection without a byte of the answer.</summary>
    public bool DropAfterAccept { get; init; }

    /// <summary>How many calls it meets.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Value of <c>Retry-After</c> in seconds.</summary>
    public int? RetryAfterS { get; init; }

    /// <summary>Adds <c>Dont-Retry: True</c>.</summary>
    public bool DontRetry { get; init; }

    /// <summary>The answer has no body.</summary>
    public bool Bare { get; init; }

    /// <summary>What is wrong with the order, in Russian for the control room; or null.</summary>
    public string? Problem()
    {
        if (Status is null && DelayMs == 0 && !DropAfterAccept)
        {
            return "Сбою нужен код ответа (status), задержка (delayMs) или обрыв (dropAfterAccept).";
        }

        if (Status is < 200 or > 599)
        {
            return "Код ответа (status) — от 200 до 599.";
        }

        if (Times < 1 || DelayMs < 0 || RetryAfterS < 0)
        {
            return "Число раз (times) — не меньше 1; задержки (delayMs, retryAfterS) — не отрицательные.";
        }

        try
        {
            _ = new Regex(Path ?? "");
            return null;
        }
        catch (ArgumentException)
        {
            return "Путь (path) — не регулярное выражение.";
        }
    }
}

/// <summary>A fault that waits for its calls.</summary>
public sealed class Fault(int id, FaultOrder order)
{
    private readonly Regex path = new(order.Path ?? "", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(250));

    /// <summary>Number of the fault.</summary>
    public int Id { get; } = id;

    /// <summary>What was ordered.</summary>
    public FaultOrder Order { get; } = order;

    /// <summary>Calls still to be met.</summary>
    public int Remaining { get; internal set; } = order.Times;

    internal bool Matches(string verb, string pathOnly, string query)
    {
        try
        {
            return Remaining > 0
                && (string.IsNullOrEmpty(Order.Verb) || Order.Verb == "*" || string.Equals(Order.Verb, verb, StringComparison.OrdinalIgnoreCase))
                && (path.IsMatch(pathOnly) || (query.Length > 0 && path.IsMatch(pathOnly + query)));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

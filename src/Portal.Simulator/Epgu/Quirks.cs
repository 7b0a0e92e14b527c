namespace Portal.Simulator.Epgu;

/// <summary>
/// Where the contract knows several behaviours of EPGU, or faults of it (contract goskey-epgu A.5, 4.5, 9): <c>POST /controls/epgu/quirks</c> sets the named members and keeps the
/// others, a reset brings the defaults back.
/// </summary>
public sealed record Quirks
{
    /// <summary>A bad package is refused at push with 400 instead of by a code afterwards.</summary>
    public bool RejectAtPush { get; init; }

    /// <summary>The new download path answers 302 with a cookie that must come back.</summary>
    public bool RedirectDownloads { get; init; }

    /// <summary><c>both</c>, <c>old</c> or <c>new</c> download path.</summary>
    public string Downloads { get; init; } = "both";

    /// <summary>The new download path answers 403 <c>access_denied_personal_data</c>.</summary>
    public bool DenyPersonalData { get; init; }

    /// <summary>The last chunk is answered 206 like the others; it is sent all the same.</summary>
    public bool LastChunk206 { get; init; }

    /// <summary>So many first askings of every order's details show no order yet.</summary>
    public int NullOrderPolls { get; init; }

    /// <summary>So many first askings of every order's details are answered RETRY.</summary>
    public int RetryPolls { get; init; }

    /// <summary>Empty members are left out, as in 2023, instead of being sent as empty strings, as in 2022.</summary>
    public bool OmitEmpty { get; init; }

    /// <summary><c>message_id</c> instead of <c>messageId</c>.</summary>
    public bool SnakeMessageId { get; init; }

    /// <summary>Offsets of dates are written with a colon.</summary>
    public bool ColonInDates { get; init; }

    /// <summary><c>order</c> is an object instead of a string with JSON in it.</summary>
    public bool OrderAsObject { get; init; }

    /// <summary><c>orderId</c> of answers is a string.</summary>
    public bool NumbersAsText { get; init; }

    /// <summary>Agency codes in upper case, as the table of the specification has them.</summary>
    public bool UpperCaseCodes { get; init; }

    /// <summary>Recipients' signatures as in 2022: BER, signingCertificateV2, <c>application/octet-stream</c>.</summary>
    public bool Profile2022 { get; init; }

    /// <summary>The 21st order in 10 minutes is taken and then refused by LIMITATION_EXCEPTION, instead of 429.</summary>
    public bool LimitByCode { get; init; }

    /// <summary>Every package ends in this code of contract 4.4, for example CREATE_ORDER_FORBIDDEN or INTERNAL_ERROR.</summary>
    public string? RefuseAll { get; init; }

    /// <summary><c>order</c>, <c>push</c> and <c>push/chunked</c> are answered 403 with this code of contract 3.10.</summary>
    public string? DenySending { get; init; }

    /// <summary>Life of new access tokens in seconds.</summary>
    public int? TokenLifeSeconds { get; init; }

    /// <summary>How long a recipient may sign, in seconds.</summary>
    public int? SigningWindowSeconds { get; init; }
}

using System.Globalization;
using Portal.Simulator.Epgu.Packages;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>What a recipient does without being asked: an outcome, counted from the delivery or from the sending.</summary>
internal sealed record Behaviour(string Outcome, BehaviourDelay Delay);

/// <summary>Which of the configured times a behaviour waits for.</summary>
internal enum BehaviourDelay
{
    /// <summary>At once after the queue.</summary>
    None,

    /// <summary>A person's answer.</summary>
    Answer,

    /// <summary>The check of the sender's certificate.</summary>
    SenderCheck,

    /// <summary>The end of the time for signing.</summary>
    Window,
}

/// <summary>Recipients by SNILS (contract A.2). The first ten have accounts 1000990001 to 1000990010 too.</summary>
internal static class Recipients
{
    public const string SignsBroken = "sign-broken", SignsForeign = "sign-foreign", SignsPartly = "sign-partly", Signs = "done";

    private const long FirstOid = 1000990001;
    private static readonly Behaviour ByHand = new("expired", BehaviourDelay.Window);

    private static readonly Dictionary<string, Behaviour> BySnils = new(StringComparer.Ordinal)
    {
        ["99000000153"] = new(Signs, BehaviourDelay.Answer),
        ["99000000254"] = new("sign_reject", BehaviourDelay.Answer),
        ["99000000355"] = ByHand,
        ["99000000456"] = new("snils_not_found", BehaviourDelay.None),
        ["99000000557"] = new("state_eds_no_answer", BehaviourDelay.SenderCheck),
        ["99000000658"] = new("request_error", BehaviourDelay.None),
        ["99000000759"] = ByHand,
        ["99000000860"] = new(SignsBroken, BehaviourDelay.Answer),
        ["99000000961"] = new(SignsForeign, BehaviourDelay.Answer),
        ["99000001054"] = new(SignsPartly, BehaviourDelay.Answer),
    };

    /// <summary>Of a SNILS without separators or an unknown account nobody is found (contract 6.3).</summary>
    public static Behaviour Of(PackageFacts package) =>
        package.LongMimeType ? new("mimetype_length_incorrect", BehaviourDelay.None)
        : package.Snils is { } written && !written.Contains('-', StringComparison.Ordinal) ? BySnils["99000000456"]
        : SnilsOf(package) is { } snils ? BySnils.GetValueOrDefault(snils, ByHand)
        : BySnils["99000000456"];

    /// <summary>Eleven digits of the addressed person's SNILS; null when the account is unknown.</summary>
    public static string? SnilsOf(PackageFacts package) =>
        package.Snils is { } snils ? string.Concat(snils.Where(char.IsAsciiDigit))
        : long.TryParse(package.Oid, NumberStyles.None, CultureInfo.InvariantCulture, out var oid) && oid is >= FirstOid and < FirstOid + 10 ? BySnils.Keys.ElementAt((int)(oid - FirstOid))
        : null;
}

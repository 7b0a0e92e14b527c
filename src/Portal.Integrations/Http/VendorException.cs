using System.Net;

namespace Portal.Integrations.Http;

/// <summary>What a vendor's failure means for the one who asked (design section 3); decided by the HTTP status, never by an unpublished error id.</summary>
public enum VendorErrorKind
{
    /// <summary>The session is gone and could not be renewed (401).</summary>
    SignedOut,

    /// <summary>The person or the api-key has no right (403); do not repeat, an administrator must look.</summary>
    Forbidden,

    /// <summary>Something named in the request does not exist (404).</summary>
    NotFound,

    /// <summary>Another operation runs on the same object (409); repeat later.</summary>
    Conflict,

    /// <summary>The vendor refused the input (other 4xx); repeating unchanged is useless.</summary>
    Rejected,

    /// <summary>Too many requests (429); repeat later.</summary>
    Throttled,

    /// <summary>The vendor cannot be reached or fails (network, time-out, 5xx, open circuit); see <see cref="VendorException.IsUnclear"/>.</summary>
    Unavailable,

    /// <summary>The answer does not fit the contract.</summary>
    Unexpected,
}

/// <summary>The one exception every vendor client throws; made by the vendor's errors file and by <see cref="VendorFaultHandler"/>. Its texts hold no address and no secret of ours.</summary>
public sealed class VendorException(
    VendorErrorKind kind,
    string vendor,
    string? text = null,
    string? code = null,
    string? traceId = null,
    HttpStatusCode? statusCode = null,
    bool isUnclear = false,
    Exception? innerException = null)
    : Exception(Describe(kind, vendor, text, code, statusCode), innerException)
{
    /// <summary>What the failure means.</summary>
    public VendorErrorKind Kind { get; } = kind;

    /// <summary>Which vendor failed, e.g. <c>Kontur.Extern</c>.</summary>
    public string Vendor { get; } = vendor;

    /// <summary>The vendor's own text for people, verbatim; null when it sent none.</summary>
    public string? Text { get; } = text;

    /// <summary>The vendor's own code (an error URN, or <c>UserNotFound</c>), verbatim; null when it sent none.</summary>
    public string? Code { get; } = code;

    /// <summary>The request id the vendor's support asks for.</summary>
    public string? TraceId { get; } = traceId;

    /// <summary>The HTTP status; null when no answer came.</summary>
    public HttpStatusCode? StatusCode { get; } = statusCode;

    /// <summary>
    /// True when the request may have been accepted (cut connection, time-out, 408, 5xx, unreadable success); false when it certainly was not.
    /// An irreversible call that ends unclear is settled only by asking the vendor.
    /// </summary>
    public bool IsUnclear { get; } = isUnclear;

    /// <summary>The same failure, known not to have reached what was asked: a session that could not be had means the call itself was never made.</summary>
    internal VendorException AsNotSent() =>
        IsUnclear ? new VendorException(Kind, Vendor, Text, Code, TraceId, StatusCode, isUnclear: false, this) : this;

    private static string Describe(VendorErrorKind kind, string vendor, string? text, string? code, HttpStatusCode? status)
    {
        var answer = status is null ? "no answer" : $"HTTP {(int)status}";
        return $"{vendor}: {kind} ({answer}{(code is null ? "" : ", " + code)}){(string.IsNullOrWhiteSpace(text) ? "" : ": " + text)}";
    }
}
